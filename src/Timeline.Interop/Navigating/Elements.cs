using System.Data;
using System.Diagnostics.CodeAnalysis;
using LanguageExt;
using Timeline.Values;

namespace Timeline.Navigating;

/// <summary>How each kind of list is looked up and set in.</summary>
internal static class Elements
{
    /// <summary>Arrays.</summary>
    internal readonly struct OfArray<T> : IElements<T[], T>
    {
        public static bool TryGet(ref T[] list, int index, [MaybeNullWhen(false)] out T value)
        {
            var isThere = index < list.Length;
            value = isThere ? list[index] : default;
            return isThere;
        }

        public static int Count(T[] list) => list.Length;

        public static Misstep? Set(T[] list, int index, T value)
        {
            list[index] = value;
            return null;
        }
    }

    /// <summary>The list that most lists are: it is asked itself, not by an interface.</summary>
    internal readonly struct OfPlainList<T> : IElements<List<T>, T>
    {
        public static bool TryGet(ref List<T> list, int index, [MaybeNullWhen(false)] out T value)
        {
            var isThere = index < list.Count;
            value = isThere ? list[index] : default;
            return isThere;
        }

        public static int Count(List<T> list) => list.Count;

        public static Misstep? Set(List<T> list, int index, T value)
        {
            list[index] = value;
            return null;
        }
    }

    /// <summary>Lists that may be set in.</summary>
    internal readonly struct OfList<TList, T> : IElements<TList, T>
        where TList : IList<T>
    {
        public static bool TryGet(ref TList list, int index, [MaybeNullWhen(false)] out T value)
        {
            var isThere = index < list.Count;
            value = isThere ? list[index] : default;
            return isThere;
        }

        public static int Count(TList list) => list.Count;

        public static Misstep? Set(TList list, int index, T value)
        {
            if (list.IsReadOnly) return Misstep.NeverChanges(list.GetType());
            list[index] = value;
            return null;
        }
    }

    /// <summary>Lists that can only be looked up.</summary>
    internal readonly struct OfReadOnly<TList, T> : IElements<TList, T>
        where TList : IReadOnlyList<T>
    {
        public static bool TryGet(ref TList list, int index, [MaybeNullWhen(false)] out T value)
        {
            var isThere = index < list.Count;
            value = isThere ? list[index] : default;
            return isThere;
        }

        public static int Count(TList list) => list.Count;

        public static Misstep Set(TList list, int index, T value) => Misstep.NeverChanges(list.GetType());
    }

    /// <summary>Sequences of LanguageExt.</summary>
    internal readonly struct OfSeq<T> : IElements<Seq<T>, T>
    {
        public static bool TryGet(ref Seq<T> list, int index, [MaybeNullWhen(false)] out T value)
        {
            var isThere = index < list.Count;
            value = isThere ? list[index] : default;
            return isThere;
        }

        public static int Count(Seq<T> list) => list.Count;

        public static Misstep Set(Seq<T> list, int index, T value) => Misstep.NeverChanges(list.GetType());
    }

    /// <summary>Rows of a table, in their order.</summary>
    internal readonly struct OfTable : IElements<DataRowCollection, DataRow>
    {
        public static bool TryGet(ref DataRowCollection list, int index, [MaybeNullWhen(false)] out DataRow value)
        {
            var isThere = index < list.Count;
            value = isThere ? list[index] : null;
            return isThere;
        }

        public static int Count(DataRowCollection list) => list.Count;

        public static Misstep Set(DataRowCollection list, int index, DataRow value) =>
            Misstep.Path("a row of a table cannot be put in the place of another");
    }

    /// <summary>Lists of values.</summary>
    internal readonly struct OfValues : IElements<Value.List, Value>
    {
        public static bool TryGet(ref Value.List list, int index, [MaybeNullWhen(false)] out Value value)
        {
            var isThere = index < list.Count;
            value = isThere ? list[index] : null;
            return isThere;
        }

        public static int Count(Value.List list) => list.Count;

        public static Misstep Set(Value.List list, int index, Value value) => Misstep.NeverChanges(typeof(Value));
    }
}
