/// What a job is, and the training of one network, whichever the job. Each job has a folder here.
package dev.recur.task;
