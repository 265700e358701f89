/// The `recur` command: it parses, calls the library and prints.
@org.jspecify.annotations.NullMarked
module dev.recur.cli {
  requires static org.jspecify;
  requires dev.recur;
  requires info.picocli;

  opens dev.recur.cli to
      info.picocli; // which sets the fields of the commands
}
