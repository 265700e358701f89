package dev.recur.pages;

/// The style sheet of a chart: its fonts, and its colours on light and dark pages.
///
/// The background is painted as well, so that the text can be read even if the page around it is
/// dark while the system's setting, the only one visible to a picture, is light.
final class Look {
  static final String SHEET =
      """

      .recur-chart text { font-family: sans-serif; font-size: 12px; fill: #1f2328 }
      .recur-chart .title { font-size: 17px; font-weight: bold }
      .recur-chart .heading { font-size: 13px; font-weight: bold }
      .recur-chart .number, .recur-chart .name { font-size: 11px }
      .recur-chart .number tspan { font-size: 9px }
      .recur-chart .quiet, .recur-chart .number, .recur-chart .name { fill: #59636e }
      .recur-chart .page { fill: #ffffff }
      .recur-chart .grid { stroke: #d8dee4; fill: none }
      .recur-chart .axis { stroke: #818b98; fill: none }
      .recur-chart .line { stroke: currentColor; fill: none }
      .recur-chart .line { stroke-width: 1.6; stroke-linejoin: round }
      .recur-chart .line.heavy { stroke-width: 3.2 }
      .recur-chart .line.dashed { stroke-dasharray: 5 3 }
      .recur-chart .mark { fill: currentColor }
      .recur-chart .c0 { color: #c44e00 }
      .recur-chart .c1 { color: #0072b2 }
      .recur-chart .c2 { color: #008060 }
      .recur-chart .c3 { color: #a8508a }
      .recur-chart .c4 { color: #8a6d00 }
      .recur-chart .c5 { color: #4d4d4d }
      @media (prefers-color-scheme: dark) {
        .recur-chart text { fill: #e6edf3 }
        .recur-chart .quiet, .recur-chart .number, .recur-chart .name { fill: #9aa4af }
        .recur-chart .page { fill: #0d1117 }
        .recur-chart .grid { stroke: #30363d }
        .recur-chart .axis { stroke: #6e7681 }
        .recur-chart .c0 { color: #ff8c42 }
        .recur-chart .c1 { color: #56b4e9 }
        .recur-chart .c2 { color: #2fc79a }
        .recur-chart .c3 { color: #e69ac6 }
        .recur-chart .c4 { color: #e6c84f }
        .recur-chart .c5 { color: #c9d1d9 }
      }
      """;

  private Look() {}
}
