/* What the scripts find in a page. Pages hold HTML alone: what a selector finds there is an element of it. */
interface Window {
  Gongbao: any;
}
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface EventTarget {
  closest(selectors: string): any;
  readonly dataset: DOMStringMap;
}
interface Element {
  readonly dataset: DOMStringMap;
  focus(options?: FocusOptions): void;
}
interface Error {
  url?: string;
}
declare const Gongbao: any;
declare const lunr: any;
