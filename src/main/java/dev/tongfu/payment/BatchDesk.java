package dev.tongfu.payment;

/** All about batches on one event loop, put together. */
public final class BatchDesk {
    private final BatchService service;
    private final RefundBatchService refunds;
    private final ChunkDesk chunks;

    BatchDesk(
            PaymentDesk.Parts parts,
            RefundService.RefundParts own,
            BatchStore batches,
            EvidenceStore evidence,
            RefundBulk bulk,
            BankLine line) {
        var store = new ChunkStore();
        var refundChunks = new RefundChunkStore();
        var schedule =
                new ChunkSchedule(parts.merchantBatches(), parts.inquiry().bankTimeoutMs(), parts.clock());
        var moves = new ChunkMoves(parts, store, batches, evidence, schedule);
        var singles = new SingleItems(parts, own, store, batches, refundChunks);
        chunks = new ChunkDesk(parts, store, moves, schedule, singles, line)
                .with(new RefundChunks(refundChunks, bulk, own.desk(), parts.ids()));
        service = new BatchService(parts, batches, chunks);
        refunds = new RefundBatchService(parts, batches, store, own.plan());
    }

    public BatchService service() {
        return service;
    }

    public RefundBatchService refunds() {
        return refunds;
    }

    ChunkDesk chunks() {
        return chunks;
    }
}
