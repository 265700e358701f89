/// Model files: named arrays and strings in the safetensors layout, verified when read. The format
/// is specified in `docs/model-file.md`.
package dev.recur.file;
