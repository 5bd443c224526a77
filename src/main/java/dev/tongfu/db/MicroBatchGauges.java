package dev.tongfu.db;

/** How a micro-batch is doing; sums count since it was made. */
public record MicroBatchGauges(
        int queuedItems, int queuedBytes, int statementsInFlight, long statements, long items, int largestBatch) {}
