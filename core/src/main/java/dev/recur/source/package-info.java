/// Where rows come from: what a name means to its caller, how the format and the columns of data
/// are detected, and the rows as data sets, checked and divided.
package dev.recur.source;
