/// Programs to read and to start from: one file each, with a `main` that throws where its number is
/// not met. The build runs every one.
package dev.recur.examples;
