package dev.tongfu.http;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code openapi.yaml} as it is served, and the tables read from it: the operations with their parameters.
 *
 * <p>Loaded once for all listeners. The router is built from paths, methods and operation ids alone: our own readers
 * check parameters and bodies, and leaving the rest out makes the start three times quicker.
 */
public final class ApiContract {
    private static final String RESOURCE = "openapi.yaml";
    private static final String API_PREFIX = "/v1";

    private final Buffer text;
    private final OpenAPIContract routes;
    private final Map<String, Operation> operations;
    private final Map<String, Set<String>> methodsByPath;

    private ApiContract(Buffer text, JsonObject document, OpenAPIContract routes) {
        this.text = text;
        this.routes = routes;
        this.operations = ContractTables.operations(document, API_PREFIX);
        this.methodsByPath = ContractTables.methodsByPath(document);
    }

    /** @param query and path as shapes, so that parameters are checked like fields */
    record Operation(String id, BodyShape query, BodyShape path) {}

    /** Reads the file from the class path, off the event loop. */
    public static Future<ApiContract> load(Vertx vertx) {
        return vertx.executeBlocking(ApiContract::read, false).compose(text -> {
            JsonObject document = parse(text);
            return OpenAPIContract.from(vertx, routesOnly(document))
                    .map(routes -> new ApiContract(text, document, routes));
        });
    }

    static Buffer read() throws IOException {
        try (var stream = ApiContract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return Buffer.buffer(stream.readAllBytes());
        }
    }

    @SuppressWarnings("unchecked") // a YAML mapping is a map by name
    static JsonObject parse(Buffer text) {
        try {
            return new JsonObject((Map<String, Object>) new YAMLMapper().readValue(text.getBytes(), Map.class));
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " is not readable", e);
        }
    }

    private static JsonObject routesOnly(JsonObject document) {
        var paths = new JsonObject();
        document.getJsonObject("paths").forEach(path -> {
            if (path.getKey().startsWith(API_PREFIX)) {
                paths.put(path.getKey(), ContractTables.routesOnly((JsonObject) path.getValue()));
            }
        });
        return new JsonObject()
                .put("openapi", document.getString("openapi"))
                .put("info", document.getJsonObject("info"))
                .put("servers", document.getJsonArray("servers"))
                .put("paths", paths);
    }

    Buffer text() {
        return text;
    }

    OpenAPIContract routes() {
        return routes;
    }

    Operation operation(String operationId) {
        Operation operation = operations.get(operationId);
        if (operation == null) {
            throw new IllegalStateException("not in " + RESOURCE + ": " + operationId);
        }
        return operation;
    }

    Map<String, Operation> operations() {
        return operations;
    }

    /** For the Allow header: methods of the documented path that this one is an example of. */
    String methodsOf(String path) {
        var found = new TreeSet<String>();
        methodsByPath.forEach((regex, methods) -> {
            if (path.matches(regex)) {
                found.addAll(methods);
            }
        });
        return String.join(", ", found);
    }
}
