package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankBatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The items of chunks of one kind: what is written of all of them at once, and what the bank is told. */
interface ChunkItems {
    BatchKind kind();

    /** With the chunk marked as sent: each item has its own number at the bank and is sent. */
    Future<List<BankBatch.Item>> begin(SqlClient transaction, BatchChunk chunk, Instant now);

    /** The bank took the chunk. */
    Future<Void> accepted(SqlClient transaction, BatchChunk chunk, Instant now);

    /** The chunk provably did not leave us and is sent again. */
    Future<Void> notSent(SqlClient transaction, BatchChunk chunk);

    /** Nobody knows what became of those still open; the bank is not asked about them yet. */
    Future<Void> unknown(SqlClient transaction, BatchChunk chunk, Instant now);

    /** The bank is asked about each that is still open, so many in a second. */
    Future<Void> askEach(SqlClient transaction, BatchChunk chunk, Instant from, int perSecond);

    BankAct message(BatchChunk chunk, List<BankBatch.Item> items);

    /** Asks after the chunk as a whole. */
    BankAct question(BatchChunk chunk);

    /** Where each item stands, by its number at the bank. */
    Future<Map<String, BatchTally.Bucket>> standing(SqlClient client, BatchChunk chunk);

    /** Hands what was heard of some items to the one door for their outcomes. */
    Future<Void> apply(List<Evidence> heard);
}
