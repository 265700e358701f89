/// A job that the library does not have, as somebody else would write it.
package dev.recur.lengths;
