/// What can be wrong with data before anything is trained on it: the checks, and their findings.
package dev.recur.check;
