package dev.recur.pages;

/// The style sheet of a page: readable on wide and narrow screens, on paper, and in light and dark
/// mode. Bars and shades say only what a number beside them says, too.
final class PageLook {
  static final String SHEET =
      """

      :root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --page: #ffffff;
        --line: #d8dee4; --soft: #f6f8fa; --accent: #0072b2; --other: #818b98; --against: #d55e00 }
      @media (prefers-color-scheme: dark) {
        :root { --text: #e6edf3; --quiet: #9aa4af; --page: #0d1117; --line: #30363d;
          --soft: #161b22; --accent: #56b4e9; --other: #6e7681;
          --against: #ff8c42 }
      }
      * { box-sizing: border-box }
      body { margin: 0 auto; padding: 24px 16px 48px; max-width: 960px; color: var(--text);
        background: var(--page); font: 15px/1.5 system-ui, sans-serif }
      h1 { font-size: 24px; margin: 0; overflow-wrap: anywhere }
      h2 { font-size: 18px; margin: 40px 0 8px; padding-top: 12px; border-top: 1px solid var(--line) }
      h3 { font-size: 15px; margin: 24px 0 4px }
      p { margin: 6px 0; max-width: 75ch }
      .quiet { color: var(--quiet) }
      .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px;
        margin: 20px 0; padding: 0; list-style: none }
      .tiles li { background: var(--soft); border: 1px solid var(--line); border-radius: 8px;
        padding: 12px }
      .tiles strong { display: block; font-size: 24px; line-height: 1.2; font-weight: 600 }
      .tiles span { display: block; color: var(--quiet); font-size: 13px }
      .read { font-size: 17px; margin: 12px 0; max-width: none }
      .strip { max-width: none; line-height: 2 }
      .strip span { display: inline-block; padding: 0 5px; margin: 1px; border-radius: 4px;
        border: 1px solid var(--line) }
      .note { border-left: 3px solid var(--against); padding-left: 10px }
      .note::before { content: "Note: "; font-weight: 600 }
      .key { font-size: 12px; color: var(--quiet); margin: 0 0 4px; white-space: nowrap }
      .key i { display: inline-block; width: 96px; height: 9px; margin: 0 6px;
        border: 1px solid var(--line);
        background: linear-gradient(to right, #d55e00, transparent, #0072b2) }
      .key i.half { background: linear-gradient(to right, transparent, #0072b2) }
      .maps { display: flex; flex-wrap: wrap; gap: 0 28px }
      .map { display: block; max-width: none; image-rendering: pixelated;
        border: 1px solid var(--line) }
      .under { display: flex; padding-left: 1px }
      .under span { flex: 0 0 30px; writing-mode: vertical-rl; max-height: 84px; overflow: hidden;
        font-size: 12px; line-height: 30px; text-overflow: ellipsis; white-space: nowrap }
      .verdict { font-size: 18px; margin: 16px 0 }
      .scroll { overflow-x: auto; margin: 8px 0 }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums }
      th, td { padding: 3px 12px 3px 0; text-align: left; vertical-align: top }
      thead th { color: var(--quiet); font-weight: 500; border-bottom: 1px solid var(--line) }
      tbody th { font-weight: 400 }
      .number { text-align: right; white-space: nowrap }
      .break { overflow-wrap: break-word; min-width: 8ch; max-width: 46ch }
      td.break { overflow-wrap: anywhere }
      .bar { width: 40%; min-width: 120px; vertical-align: middle }
      .bar i { display: block; height: 10px; border-radius: 3px; background: var(--other) }
      .own .bar i { background: var(--accent) }
      .own th, .own td { font-weight: 600 }
      .matrix td, .matrix thead th { padding: 3px 6px; min-width: 2.6em; text-align: right }
      .matrix tbody th { padding-right: 10px; white-space: nowrap; position: sticky; left: 0;
        background: var(--page) }
      .matrix td[style] { background: color-mix(in srgb, var(--against) var(--share), transparent) }
      .matrix .right[style] { background: color-mix(in srgb, var(--accent) var(--share), transparent) }
      .matrix.small td { padding: 0; min-width: 9px; width: 9px; height: 12px; font-size: 0 }
      .matrix.small th { font-size: 10px; line-height: 12px; padding: 0 6px 0 0 }
      .matrix.small thead th { padding: 0; min-width: 9px; width: 9px; max-width: 9px;
        white-space: nowrap; overflow: visible }
      .share { background: linear-gradient(to right, var(--accent) var(--share),
        var(--line) 0) no-repeat 0 100% / calc(100% - 12px) 2px }
      .numbers th, .numbers td { text-align: right }
      .matrix .right { outline: 1px solid var(--line) }
      .samples dt { margin-top: 10px }
      .samples dd { margin: 0 0 0 20px; color: var(--quiet) }
      svg { max-width: 100%; height: auto; display: block }
      .chart { overflow-x: auto } .chart svg { min-width: 720px }
      details { margin: 8px 0 } summary { cursor: pointer; color: var(--quiet) }
      code, pre { font: 13px/1.5 ui-monospace, monospace }
      pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: 12px;
        white-space: pre-wrap; overflow-wrap: anywhere }
      @media print { body { max-width: none }
        details::details-content { content-visibility: visible; block-size: auto } }
      """;

  private PageLook() {}

  /// Begins a page and its main part.
  static void begin(Svg page, String title) {
    page.raw("<!DOCTYPE html>\n");
    page.begin("html", "lang", "en");
    page.begin("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.text("title", title);
    page.raw("<style>" + SHEET + "</style>\n");
    page.end();
    page.begin("body");
    page.begin("main");
  }

  /// Ends them.
  static void end(Svg page) {
    page.end();
    page.end();
    page.end();
  }
}
