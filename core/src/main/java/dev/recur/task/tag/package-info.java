/// The job `tag`: a network that gives each word of a sentence a tag ([Tagger]), the words of a
/// file as it reads them, and the simple taggers that it is compared with.
package dev.recur.task.tag;
