package dev.tongfu.payment;

/** All about batches on one event loop, put together. */
public final class BatchDesk {
    private final BatchService service;
    private final RefundBatchService refunds;
    private final DebitBatchService debits;
    private final ChunkDesk chunks;

    BatchDesk(
            PaymentDesk.Parts parts,
            RefundService.RefundParts own,
            BatchStore batches,
            EvidenceStore evidence,
            Doors doors,
            BankLine line) {
        var store = new ChunkStore();
        var refundChunks = new RefundChunkStore();
        var schedule =
                new ChunkSchedule(parts.merchantBatches(), parts.inquiry().bankTimeoutMs(), parts.clock());
        var moves = new ChunkMoves(parts, store, batches, evidence, schedule);
        var singles = new SingleItems(parts, own, store, batches, refundChunks);
        chunks = new ChunkDesk(parts, store, moves, schedule, singles, line)
                .with(new RefundChunks(refundChunks, doors.refunds(), own.desk(), parts.ids()))
                .with(new DebitChunks(doors.payments(), parts.ids()));
        service = new BatchService(parts, batches, chunks);
        refunds = new RefundBatchService(parts, batches, store, own.plan());
        debits = new DebitBatchService(parts, batches, store);
    }

    /** Where what is heard of items goes in. */
    record Doors(RefundBulk refunds, EvidenceDoor payments) {}

    public BatchService service() {
        return service;
    }

    public RefundBatchService refunds() {
        return refunds;
    }

    public DebitBatchService debits() {
        return debits;
    }

    ChunkDesk chunks() {
        return chunks;
    }
}
