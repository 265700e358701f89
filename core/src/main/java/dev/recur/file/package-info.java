/// Model files: named arrays and strings in the safetensors layout, checked before they are
/// believed. The format is specified in `docs/model-file.md`.
package dev.recur.file;
