package dev.tongfu.db;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link MicroBatch} does with the items it gathers: one statement for all of them, one outcome for each.
 *
 * <p>Outcomes that are data (new, replay, conflict, refused) are values of {@code O}, never failures. The work brings
 * its own pool; a statement may run again with the same keys and must then store nothing twice.
 */
public interface BatchWork<I, O> {

    /** What makes an item the same as another one; equal keys are never in a statement together. */
    String key(I item);

    /** Roughly how many bytes the item adds to the statement. */
    int bytes(I item);

    /**
     * Runs one statement for items in the order of their keys and returns outcomes by key. A key may be missing when
     * another connection is storing it at the same moment: it is then read by {@link #reread}.
     */
    Future<Map<String, O>> execute(List<I> itemsByKey);

    /** Reads what is stored under these items' keys; a key that is missing is not there and is sent again. */
    Future<Map<String, O>> reread(List<I> items);

    /** The outcome of an item that waited for another with its key; empty = submit it on its own now. */
    Optional<O> repeated(I second, I first, O firstOutcome);
}
