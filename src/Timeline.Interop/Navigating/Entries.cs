using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Dynamic;
using System.Text.Json;
using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Navigating;

/// <summary>How each kind of map is looked up and set in.</summary>
internal static class Entries
{
    /// <summary>The map that most maps are: it is asked itself, not by an interface.</summary>
    internal readonly struct OfPlainDictionary<TKey, TValue> : IEntries<Dictionary<TKey, TValue>, TKey, TValue>
        where TKey : notnull
    {
        public static bool TryGet(
            ref Dictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) =>
            map.TryGetValue(key, out value);

        public static Misstep? Set(Dictionary<TKey, TValue> map, TKey key, TValue value)
        {
            map[key] = value;
            return null;
        }
    }

    /// <summary>Maps that can be looked up and may be set in.</summary>
    internal readonly struct OfDictionary<TMap, TKey, TValue> : IEntries<TMap, TKey, TValue>
        where TMap : IDictionary<TKey, TValue>
    {
        public static bool TryGet(ref TMap map, TKey key, [MaybeNullWhen(false)] out TValue value) =>
            map.TryGetValue(key, out value);

        public static Misstep? Set(TMap map, TKey key, TValue value)
        {
            if (map.IsReadOnly) return Misstep.NeverChanges(map.GetType());
            map[key] = value;
            return null;
        }
    }

    /// <summary>Maps that can only be looked up.</summary>
    internal readonly struct OfReadOnly<TMap, TKey, TValue> : IEntries<TMap, TKey, TValue>
        where TMap : IReadOnlyDictionary<TKey, TValue>
    {
        public static bool TryGet(ref TMap map, TKey key, [MaybeNullWhen(false)] out TValue value) =>
            map.TryGetValue(key, out value);

        public static Misstep Set(TMap map, TKey key, TValue value) =>
            Misstep.NeverChanges(map.GetType());
    }

    /// <summary>Hash maps of LanguageExt.</summary>
    internal readonly struct OfHashMap<TKey, TValue> : IEntries<HashMap<TKey, TValue>, TKey, TValue>
    {
        public static bool TryGet(ref HashMap<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value)
        {
            var isThere = map.ContainsKey(key);
            value = isThere ? map[key] : default;
            return isThere;
        }

        public static Misstep Set(HashMap<TKey, TValue> map, TKey key, TValue value) =>
            Misstep.NeverChanges(map.GetType());
    }

    /// <summary>Sorted maps of LanguageExt.</summary>
    internal readonly struct OfMap<TKey, TValue> : IEntries<Map<TKey, TValue>, TKey, TValue>
    {
        public static bool TryGet(ref Map<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value)
        {
            var isThere = map.ContainsKey(key);
            value = isThere ? map[key] : default;
            return isThere;
        }

        public static Misstep Set(Map<TKey, TValue> map, TKey key, TValue value) =>
            Misstep.NeverChanges(map.GetType());
    }

    /// <summary>Maps of values.</summary>
    internal readonly struct OfValues : IEntries<Value.Map, string, Value>
    {
        public static bool TryGet(ref Value.Map map, string key, [MaybeNullWhen(false)] out Value value) =>
            map.TryGetValue(key, out value);

        public static Misstep Set(Value.Map map, string key, Value value) => Misstep.NeverChanges(typeof(Value));
    }

    /// <summary>Objects of a JSON document.</summary>
    internal readonly struct OfJson : IEntries<JsonElement, string, JsonElement>
    {
        public static bool TryGet(ref JsonElement map, string key, out JsonElement value)
        {
            value = default;
            return map.ValueKind == JsonValueKind.Object && map.TryGetProperty(key, out value);
        }

        public static Misstep Set(JsonElement map, string key, JsonElement value) =>
            Misstep.NeverChanges(typeof(JsonElement));
    }

    /// <summary>Rows of a table, by the names of its columns; nothing in a column is null.</summary>
    internal readonly struct OfRow : IEntries<DataRow, string, object?>
    {
        public static bool TryGet(ref DataRow map, string key, out object? value)
        {
            var column = map.Table.Columns[key];
            value = column is null || map[column] is DBNull ? null : map[column];
            return column is not null;
        }

        public static Misstep? Set(DataRow map, string key, object? value)
        {
            if (map.Table.Columns[key] is not { } column)
                return Misstep.Path($"the table has no column '{key}'");
            if (value is not null && !Fitting.TryFit(column.DataType, value, out value, out var reason))
                return Misstep.Path($"the column {key} is {TypeName.Of(column.DataType)}: {reason}");
            map[column] = value ?? DBNull.Value;
            return null;
        }
    }

    /// <summary>Objects whose members are made while the program runs.</summary>
    internal readonly struct OfDynamic : IEntries<DynamicObject, string, object?>
    {
        public static bool TryGet(ref DynamicObject map, string key, out object? value) =>
            map.TryGetMember(new Getter(key), out value);

        public static Misstep? Set(DynamicObject map, string key, object? value) =>
            map.TrySetMember(new Setter(key), value)
                ? null
                : Misstep.Path($"{TypeName.Of(map.GetType())} does not let '{key}' be set");

        private sealed class Getter(string name) : GetMemberBinder(name, false)
        {
            public override DynamicMetaObject FallbackGetMember(
                DynamicMetaObject target, DynamicMetaObject? errorSuggestion) => errorSuggestion ?? target;
        }

        private sealed class Setter(string name) : SetMemberBinder(name, false)
        {
            public override DynamicMetaObject FallbackSetMember(
                DynamicMetaObject target, DynamicMetaObject value, DynamicMetaObject? errorSuggestion) =>
                errorSuggestion ?? target;
        }
    }
}
