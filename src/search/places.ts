/**
 * Where an address is: from a database that the person put into the data folder (any .mmdb with GeoIP2's records),
 * else from the country database that comes along (CC0), which knows countries only.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Reader } from 'maxmind';
import type { Place, PlaceFinder } from '../spl/context.ts';

/** GeoIP2's city record, as far as it is used; the bundled database has `country_code` alone. */
interface Found {
  readonly city?: { readonly names?: { readonly en?: string } };
  readonly country?: { readonly names?: { readonly en?: string }; readonly iso_code?: string };
  readonly continent?: { readonly names?: { readonly en?: string } };
  readonly subdivisions?: readonly { readonly names?: { readonly en?: string } }[];
  readonly location?: {
    readonly latitude?: number;
    readonly longitude?: number;
    readonly metro_code?: number;
    readonly time_zone?: string;
  };
  readonly country_code?: string;
}

/** Opened at the first question. `folder`: the data folder's `geo`. */
export function placeFinder(folder: string | undefined): PlaceFinder {
  let reader: Reader<Record<string, never>> | undefined;
  const countries = new Intl.DisplayNames(['en'], { type: 'region' });
  return (address) => {
    reader ??= new Reader<Record<string, never>>(readFileSync(databasePath(folder)));
    let found: Found | null;
    try {
      found = reader.get(address);
    } catch {
      // Not an address.
      return undefined;
    }
    return found === null ? undefined : placeOf(found, countries);
  };
}

function placeOf(found: Found, countries: Intl.DisplayNames): Place {
  const code = found.country?.iso_code ?? found.country_code;
  const country = found.country?.names?.en ?? (code === undefined ? undefined : countries.of(code));
  return {
    City: found.city?.names?.en ?? null,
    Country: country ?? null,
    Region: found.subdivisions?.[0]?.names?.en ?? null,
    lat: found.location?.latitude ?? null,
    lon: found.location?.longitude ?? null,
    Continent: found.continent?.names?.en ?? null,
    MetroCode: found.location?.metro_code?.toString() ?? null,
    Timezone: found.location?.time_zone ?? null,
  };
}

function databasePath(folder: string | undefined): string {
  const own =
    folder === undefined || !existsSync(folder)
      ? undefined
      : readdirSync(folder)
          .sort()
          .find((file) => file.endsWith('.mmdb'));
  if (folder !== undefined && own !== undefined) return join(folder, own);
  return createRequire(import.meta.url).resolve(
    '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
  );
}
