/** Texts in many charsets: each must read as it was written, with no hint. */
import { expect, test } from 'vitest';
import iconv from 'iconv-lite';
import { decode, findCharset } from '../../src/ingest/input.ts';

test.each([
  ['Shift_JIS', '東京,サービスを開始しました,データ.txt'],
  ['EUC-JP', 'サービスを開始しました,ファイルが見つかりません'],
  ['GB18030', '服务已启动,找不到文件,北京,上海'],
  ['Big5', '服務已經開始,找不到檔案,臺北,高雄'],
  ['EUC-KR', '서비스가 시작되었습니다,파일을 찾을 수 없습니다'],
  ['windows-1251', 'Служба запущена,файл не найден,Москва'],
  ['koi8-r', 'Служба запущена,файл не найден,Москва'],
  ['cp866', 'Служба запущена,файл не найден,Москва'],
  ['windows-1250', 'Łódź,Kraków,Poznań,usługa została uruchomiona'],
  ['windows-1252', 'Größe,Café,Señor,10 € – “quoted”'],
  ['windows-1252', 'C’est déjà l’été, « voilà »'],
  ['macintosh', 'Größe,Café,Señor,naïve,voilà'],
  ['cp850', 'Größe,Café,Señor,naïve,voilà'],
])('%s: %s', (charset, text) => {
  const lines = Array.from({ length: 20 }, (_, i) => `${i},2024-01-15,${text},12.50\n`).join('');
  const bytes = iconv.encode(lines, charset);
  expect(decode(bytes, findCharset(bytes).charset)).toBe(lines);
});
