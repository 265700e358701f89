/// A job that is not in the library, written as a user would write it.
package dev.recur.lengths;
