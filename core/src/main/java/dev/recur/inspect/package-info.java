/// What can be shown about networks and the machine: gradients through time, lessons.
package dev.recur.inspect;
