package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import io.vertx.core.buffer.Buffer;

/** What became of something an operator did. */
public sealed interface ActOutcome {
    /** Done; the message names what was made or changed, such as an id, and may be empty. */
    record Done(String message) implements ActOutcome {}

    /** Done, and here is the file it made, for the operator's browser to keep. */
    record Exported(String fileName, String contentType, Buffer content) implements ActOutcome {}

    /** Nothing was changed; the sentence says why, to the operator. */
    record Refused(ProblemCode code, String sentence) implements ActOutcome {}

    /** A refusal with nothing to add to the code's own title. */
    static ActOutcome refused(ProblemCode code) {
        return new Refused(code, "");
    }
}
