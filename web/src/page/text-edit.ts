/** An edit of a text, in UTF-16 units of the text before it. */
export interface TextEdit {
  from: number;
  to: number;
  insert: string;
}
