/* What the scripts find in a page. */
interface Window {
  Gongbao: any;
}
declare const Gongbao: any;
declare const lunr: any;
