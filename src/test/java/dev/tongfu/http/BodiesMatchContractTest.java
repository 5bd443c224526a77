package dev.tongfu.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The strict reader's tables and the schemas say the same, field by field. */
class BodiesMatchContractTest {
    private static JsonObject document;

    @BeforeAll
    static void read() throws IOException {
        document = ApiContract.parse(ApiContract.read());
    }

    static Stream<BodyShape> shapes() {
        return Bodies.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyFieldHasTheSchemasTypeAndLimits(BodyShape shape) {
        assertSame(
                shape,
                document.getJsonObject("components").getJsonObject("schemas").getJsonObject(shape.name()));
    }

    @Test
    void everyBodyOfTheContractHasItsTable() {
        // Given
        var wanted = new TreeSet<String>();
        for (var path : document.getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                if (operation.getValue() instanceof JsonObject method && method.containsKey("requestBody")) {
                    String reference = method.getJsonObject("requestBody")
                            .getJsonObject("content")
                            .getJsonObject("application/json")
                            .getJsonObject("schema")
                            .getString("$ref");
                    wanted.add(reference.substring(reference.lastIndexOf('/') + 1));
                }
            }
        }

        // When
        var had = new TreeSet<>(Bodies.ALL.stream().map(BodyShape::name).toList());

        // Then
        assertThat(had).isEqualTo(wanted);
    }

    @Test
    void everyExampleOfTheContractIsRead() {
        // Given
        var json = new StrictJson(TestGateway.JSON_LIMITS);
        Map<String, BodyShape> shapes = new TreeMap<>();
        Bodies.ALL.forEach(shape -> shapes.put(shape.name(), shape));
        var faults = new ArrayList<String>();
        int examples = 0;

        // When
        for (var path : document.getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                if (operation.getValue() instanceof JsonObject method && method.containsKey("requestBody")) {
                    var content = method.getJsonObject("requestBody")
                            .getJsonObject("content")
                            .getJsonObject("application/json");
                    String reference = content.getJsonObject("schema").getString("$ref");
                    var shape = requireNonNull(shapes.get(reference.substring(reference.lastIndexOf('/') + 1)));
                    for (var example : content.getJsonObject("examples")) {
                        var value = ((JsonObject) example.getValue()).getJsonObject("value");
                        examples++;
                        if (json.read(value.toBuffer(), shape) instanceof StrictJson.Reading.Faulty faulty) {
                            faults.add(method.getString("operationId") + ": " + faulty.problem());
                        }
                    }
                }
            }
        }

        // Then
        assertThat(examples).isGreaterThanOrEqualTo(Bodies.ALL.size());
        assertThat(faults).isEmpty();
    }

    @Test
    void problemCodesAreThoseOfTheContract() {
        // Given
        var wanted = document.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("ProblemCode")
                .getJsonArray("enum");

        // When
        var codes = Stream.of(ProblemCode.values()).map(ProblemCode::code).toList();

        // Then
        assertThat(codes).containsExactlyInAnyOrderElementsOf(strings(wanted));
    }

    private static void assertSame(BodyShape shape, JsonObject schema) {
        assertThat(schema).as(shape.name()).isNotNull();
        assertThat(schema.getString("type")).isEqualTo("object");
        assertThat(schema.getBoolean("additionalProperties")).as(shape.name()).isFalse();
        assertThat(shape.fields().stream().map(Field::name).toList())
                .containsExactlyElementsOf(schema.getJsonObject("properties").fieldNames());
        assertThat(shape.fields().stream()
                        .filter(Field::required)
                        .map(Field::name)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(strings(schema.getJsonArray("required")));
        for (Field field : shape.fields()) {
            var property = ContractTables.resolved(
                    document, schema.getJsonObject("properties").getJsonObject(field.name()));
            assertSame(shape.name() + "." + field.name(), field, property);
        }
    }

    private static void assertSame(String where, Field field, JsonObject property) {
        assertThat(property.getValue("default")).as(where).isEqualTo(field.fallback());
        switch (field.type()) {
            case TEXT -> assertText(where, field, property);
            case INTEGER -> {
                assertThat(property.getString("type")).as(where).isEqualTo("integer");
                assertThat(property.getLong("minimum")).as(where).isEqualTo(field.min());
                assertThat(property.getLong("maximum")).as(where).isEqualTo(field.max());
            }
            case OBJECT -> assertSame(requireNonNull(field.shape()), property);
            case OBJECTS -> {
                assertArray(where, field, property);
                assertSame(
                        requireNonNull(field.shape()),
                        ContractTables.resolved(document, property.getJsonObject("items")));
            }
            case WORDS -> {
                assertArray(where, field, property);
                var items = ContractTables.resolved(document, property.getJsonObject("items"));
                assertThat(strings(items.getJsonArray("enum"))).as(where).isEqualTo(field.words());
            }
            case METADATA -> {
                assertThat(property.getInteger("maxProperties")).isEqualTo(BodyShape.METADATA_MAX);
                assertThat(property.getJsonObject("additionalProperties").getInteger("maxLength"))
                        .isEqualTo(BodyShape.METADATA_VALUE_MAX);
                assertThat(property.getJsonObject("propertyNames").getString("pattern"))
                        .isEqualTo(BodyShape.METADATA_NAME.pattern());
            }
        }
    }

    private static void assertText(String where, Field field, JsonObject property) {
        assertThat(property.getString("type")).as(where).isEqualTo("string");
        assertThat(property.getLong("minLength", 0L)).as(where).isEqualTo(field.min());
        assertThat(property.getLong("maxLength", (long) Integer.MAX_VALUE))
                .as(where)
                .isEqualTo(field.max());
        assertThat(property.getString("pattern"))
                .as(where)
                .isEqualTo(field.pattern() == null ? null : field.pattern().pattern());
        assertThat(strings(property.getJsonArray("enum", new JsonArray())))
                .as(where)
                .isEqualTo(field.words());
        assertThat(property.getString("format"))
                .as(where)
                .isEqualTo(
                        switch (field.rule()) {
                            case ANY, GBK_100 -> null;
                            case URL -> "uri";
                            case INSTANT -> "date-time";
                            case DATE -> "date";
                        });
    }

    private static void assertArray(String where, Field field, JsonObject property) {
        assertThat(property.getString("type")).as(where).isEqualTo("array");
        assertThat(property.getLong("minItems")).as(where).isEqualTo(field.min());
        assertThat(property.getLong("maxItems")).as(where).isEqualTo(field.max());
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
