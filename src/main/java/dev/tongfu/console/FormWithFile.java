package dev.tongfu.console;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads forms that may bring one file. The file is kept in memory, cut one byte after its limit, so that whoever takes
 * it sees that it is too long; a body far beyond that is not read to its end.
 */
final class FormWithFile implements Handler<RoutingContext> {
    private static final String KEY = FormWithFile.class.getName();

    /** How much more than a file may come is still read, to say what is wrong on the page. */
    private static final int PATIENCE = 4;

    private static final int NAME_MAX = 50;

    private final Handler<RoutingContext> plain;
    private final int fileMax;
    private final long bodyMax;

    /**
     * @param plain for forms that can't bring a file
     * @param fileMax bytes of a file
     * @param fieldsMax bytes of everything else
     */
    FormWithFile(Handler<RoutingContext> plain, int fileMax, int fieldsMax) {
        this.plain = plain;
        this.fileMax = fileMax;
        this.bodyMax = (long) PATIENCE * fileMax + fieldsMax;
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        String type = request.getHeader("Content-Type");
        if (type == null || !type.startsWith("multipart/form-data")) {
            plain.handle(context);
        } else if (length(request) > bodyMax) {
            context.fail(413);
        } else {
            read(context);
        }
    }

    private static long length(HttpServerRequest request) {
        String value = request.getHeader("Content-Length");
        return value != null && value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
    }

    private void read(RoutingContext context) {
        var gathered = new Gathered(context);
        context.put(KEY, gathered);
        context.request()
                .setExpectMultipart(true)
                .uploadHandler(gathered::begin)
                .exceptionHandler(broken -> gathered.fail(400))
                .endHandler(ended -> gathered.end());
    }

    /** The file of the form; empty when none was chosen. */
    static Optional<ProposalDraft.Evidence> file(RoutingContext context) {
        Gathered gathered = context.get(KEY);
        return gathered == null ? Optional.empty() : gathered.file();
    }

    /** The last part of a path, without what no name needs, and short. */
    static String name(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("\\p{Cntrl}", "").strip();
        return plain.length() > NAME_MAX ? plain.substring(plain.length() - NAME_MAX) : plain;
    }

    /** What has come of one form. */
    private final class Gathered {
        private final RoutingContext context;
        private final Buffer content = Buffer.buffer();
        private @Nullable String name;
        private long seen;
        private boolean over;

        Gathered(RoutingContext context) {
            this.context = context;
        }

        /** The first file counts; others are passed over. */
        void begin(HttpServerFileUpload upload) {
            boolean first = name == null;
            if (first) {
                name = FormWithFile.name(upload.filename());
            }
            upload.exceptionHandler(broken -> fail(400)).handler(part -> add(part, first));
        }

        private void add(Buffer part, boolean first) {
            seen += part.length();
            if (seen > bodyMax) {
                fail(413);
            } else if (first) {
                int room = fileMax + 1 - content.length();
                content.appendBuffer(part.length() > room ? part.slice(0, room) : part);
            }
        }

        void fail(int status) {
            if (!over) {
                over = true;
                context.fail(status);
            }
        }

        void end() {
            if (!over) {
                over = true;
                context.next();
            }
        }

        Optional<ProposalDraft.Evidence> file() {
            return name == null || name.isEmpty() || content.length() == 0
                    ? Optional.empty()
                    : Optional.of(new ProposalDraft.Evidence(name, content));
        }
    }
}
