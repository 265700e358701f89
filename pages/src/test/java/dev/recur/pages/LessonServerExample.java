package dev.recur.pages;

import java.io.IOException;
import java.net.URI;

/// What the documentation of [LessonServer] shows.
final class LessonServerExample {
  private LessonServerExample() {}

  static URI address() throws IOException {
    // @start region="server"
    try (LessonServer lessons = LessonServer.start(0)) { // any free port
      URI address = lessons.address("en"); // to be opened in a browser
      return address;
    }
    // @end
  }
}
