/// A run, from a plan to a report: what a command, a server, a page or a search calls.
package dev.recur.run;
