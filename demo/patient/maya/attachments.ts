/** Small files of our own making, written byte by byte so that no binary lies in the repository. */

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, char => char.charCodeAt(0) & 0xff);

export const base64 = (content: string | Uint8Array): string => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

/** A clinic note in RTF, the way many systems store them. */
export const rtf = (title: string, paragraphs: readonly string[]): string =>
  base64(
    `{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Helvetica;}}\\f0\\fs24 {\\b ${title}}\\par\\par ${paragraphs.join('\\par ')}\\par}`,
  );

/** A one-page PDF with a few lines of text (ISO 32000-1, 7.5). */
export const pdf = (lines: readonly string[]): string => {
  const escaped = lines.map(line => line.replaceAll(/[\\()]/g, '\\$&'));
  const text = `BT /F1 13 Tf 72 720 Td 18 TL ${escaped.map(line => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return base64(latin1(file));
};

const CRC = Uint32Array.from({length: 256}, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

const big = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

const chunk = (type: string, data: readonly number[]): number[] => {
  const body = [...latin1(type), ...data];
  let crc = 0xffffffff;
  for (const byte of body) crc = (CRC[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return [...big(data.length), ...body, ...big((crc ^ 0xffffffff) >>> 0)];
};

/** A picture in black and white (PNG, 1 bit a pixel, stored without compression). */
const png = (width: number, height: number, isInk: (x: number, y: number) => boolean): string => {
  const rows: number[] = [];
  for (let y = 0; y < height; y++) {
    rows.push(0);
    for (let x = 0; x < width; x += 8) {
      let byte = 0;
      for (let bit = 0; bit < 8; bit++) byte |= isInk(x + bit, y) ? 0 : 128 >> bit;
      rows.push(byte);
    }
  }
  let low = 1;
  let high = 0;
  for (const byte of rows) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  const length = [rows.length & 255, rows.length >>> 8];
  const zlib = [0x78, 1, 1, ...length, ...length.map(byte => byte ^ 255), ...rows, ...big(((high << 16) | low) >>> 0)];
  return base64(
    Uint8Array.from([
      ...[137, 80, 78, 71, 13, 10, 26, 10],
      ...chunk('IHDR', [...big(width), ...big(height), 1, 0, 0, 0, 0]),
      ...chunk('IDAT', zlib),
      ...chunk('IEND', []),
    ]),
  );
};

/** The curve of a heartbeat, as a drawing. */
export const electrocardiogram = (): string => {
  const beat = (x: number): number => {
    const phase = x % 80;
    if (phase > 20 && phase < 28) return 4 * Math.sin(((phase - 20) / 8) * Math.PI);
    if (phase >= 34 && phase < 37) return -(phase - 34) * 3;
    if (phase >= 37 && phase < 41) return (phase - 37) * 16 - 9;
    if (phase >= 41 && phase < 45) return 55 - (phase - 41) * 18;
    if (phase > 54 && phase < 68) return 8 * Math.sin(((phase - 54) / 14) * Math.PI);
    return 0;
  };
  const [width, height, base] = [480, 120, 84];
  return png(width, height, (x, y) => {
    const [from, to] = [base - beat(x), base - beat(x + 1)];
    const onCurve = y >= Math.min(from, to) - 1 && y <= Math.max(from, to) + 1;
    return onCurve || (x % 20 === 0 && y % 4 === 0) || (y % 20 === 0 && x % 4 === 0);
  });
};
