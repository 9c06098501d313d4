/** HAProxy's log of connections and requests, by syslog or as it stands on standard output. */
import type { SourceType } from './definition.ts';

export const haproxy: SourceType = {
  name: 'haproxy',
  description: 'Log of the HAProxy load balancer',
  category: 'Web',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise: /(?: haproxy\[\d+\]: |^[\w.:]+:\d+ \[\d{2}\/[A-Z][a-z]{2}\/\d{4}:[\d:.]+\] \S+ \S+\/\S+ -?\d+\/-?\d+\/)/,
  share: 0.5,
  extract: [
    /(?<client_ip>[\w.:]+):(?<client_port>\d+) \[(?<accept_date>[^\]]+)\] (?<frontend_name>\S+) (?<backend_name>[^\s/]+)\/(?<server_name>\S+) (?<time_client_req>-?\d+)\/(?<time_queue>-?\d+)\/(?<time_backend_connect>-?\d+)\/(?<time_backend_response>-?\d+)\/\+?(?<time_duration>-?\d+) (?<status>-?\d+) \+?(?<bytes_read>\d+) \S+ \S+ (?<termination_state>\S{4}) (?<actconn>\d+)\/(?<feconn>\d+)\/(?<beconn>\d+)\/(?<srvconn>\d+)\/\+?(?<retries>\d+) (?<srv_queue>\d+)\/(?<backend_queue>\d+)[^"]*"(?<http_request>(?<method>[A-Z]+) (?<uri>\S+)[^"]*|[^"]*)"/,
    /(?<client_ip>[\w.:]+):(?<client_port>\d+) \[(?<accept_date>[^\]]+)\] (?<frontend_name>\S+) (?<backend_name>[^\s/]+)\/(?<server_name>\S+) (?<time_queue>-?\d+)\/(?<time_backend_connect>-?\d+)\/\+?(?<time_duration>-?\d+) \+?(?<bytes_read>\d+) (?<termination_state>\S{2})/,
    / haproxy\[(?<pid>\d+)\]: (?<message>[^]*)$/,
  ],
  samples: [
    {
      line: 'Mar 15 08:00:01 lb1 haproxy[14389]: 192.0.2.7:33317 [15/Mar/2026:08:00:00.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {shop} "GET /index.html HTTP/1.1"',
      time: null,
      fields: {
        client_ip: '192.0.2.7',
        frontend_name: 'http-in',
        backend_name: 'static',
        server_name: 'srv1',
        time_duration: '109',
        status: '200',
        method: 'GET',
        uri: '/index.html',
      },
    },
    {
      line: '192.0.2.7:33313 [15/Mar/2026:08:00:00.655] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0',
      time: '2026-03-15T08:00:00.655Z',
      fields: { frontend_name: 'fnt', server_name: 'srv1', bytes_read: '212', termination_state: '--' },
    },
  ],
};
