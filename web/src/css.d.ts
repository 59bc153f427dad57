declare module "*.frame.css" {
  /** The style as text. */
  const style: string;
  export default style;
}
declare module "*.css";
