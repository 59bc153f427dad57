export function htmlGenerator(seed: number): {
  page(size: number): string;
  document(size: number): string;
  edited(html: string): string;
  below(count: number): number;
};
