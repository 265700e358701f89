/// Programs to read and to start from: one file each, with a `main` that throws an error if the
/// result is not as good as expected. The build runs every one.
package dev.recur.examples;
