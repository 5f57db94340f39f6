using System.IO.Compression;
using System.Security.Cryptography;
using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Objects;
using Timeline.Sequences;
using Timeline.Trees;
using static Timeline.Tests.Faults.Program.Hostile.Answers;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Entrances of replicated values: states and deltas that another replica says are its own.</summary>
internal static class CrdtEntrances
{
    private const int SumLength = 8;

    private static readonly ReplicaId A = ReplicaId.Of("a");
    private static readonly ReplicaId B = ReplicaId.Of("b");

    public static IEnumerable<Entrance> All =>
    [
        Json(Right(Right(GCounter.Empty.Increment(A, 5)).Increment(B, 7))),
        Json(Right(Right(PNCounter.Empty.Add(A, 5)).Add(B, -2))),
        Json(Right(Right(Right(BoundedCounter.Empty.Increment(A, 5)).Transfer(A, B, 2)).Decrement(B))),
        Json(ResettableCounter.Empty.Add(A, 5).Add(A, -2).Compact(A, VersionVector.Empty.With(A, 2)).Add(B, 9)),
        Json(LwwRegister<string>.Empty.Set("x", new WriteStamp(7, A)), LwwRegister<string>.Empty),
        Json(LwwMap<string, double>.Empty.Set("k", 1.5, new WriteStamp(7, A)).Remove("j", new WriteStamp(8, B))),
        Json(LwwSet<int>.Empty.Add(3, new WriteStamp(7, A)).Remove(4, new WriteStamp(9, B))),
        Json(GSet<string>.Empty.Add("x").Add("é😀")),
        Json(TwoPhaseSet<string>.Empty.Add("x").Add("y").Remove("x")),
        Json(OrSet<string>.Empty.AddRange(A, ["x", "y", "z"]).Remove("y").Add(B, "w")),
        Json(MvRegister<string>.Empty.Set(A, "x").Merge(MvRegister<string>.Empty.Set(B, "y"))),
        Json(EnableWinsFlag.Empty.Enable(A)),
        Json(DisableWinsFlag.Empty.Disable(A).Enable().Disable(B)),
        Json(OrMap<string, OrSet<string>>.Empty.Update("k", set => set.Add(A, "x")).Update("l", set => set.Add(B, "y"))),
        Json(OrMap<string, Embedded<GSet<string>>>.Empty.Update("k", value => value.Update(A, set => set.Add("x")))),
        Json(Text, Text.Delta(CrdtText.Empty)),
        Json(List),
        Json(Tree),
        new("a text in bytes", () => [Plain(Text.ToBytes()), Text.ToBytes(), CrdtText.Empty.ToBytes()], input => Of(
            CrdtText.FromBytes(input), UseText))
        {
            Methods = ["CrdtText.FromBytes(Byte[])"],
            Forge = Sum,
            IsText = false,
        },
        new("a list in bytes", () => [Plain(List.ToBytes(ObjectTree.Default)), List.ToBytes(ObjectTree.Default)], input => Of(
            CrdtList<string>.FromBytes(input, ObjectTree.Default),
            list =>
            {
                UseState(list, List);
                Must(list.Count == list.ToList().Count, "a list has another count");
                Must(Right(CrdtList<string>.FromBytes(list.ToBytes(ObjectTree.Default), ObjectTree.Default)).Equals(list), "a list changes");
            }))
        {
            Methods = ["CrdtList`1.FromBytes(Byte[])"],
            Forge = Sum,
            IsText = false,
        },
    ];

    public static CrdtText Text { get; } = MakeText();

    public static CrdtList<string> List { get; } = Right(Right(Right(CrdtList<string>.Empty.Insert(A, 0, "x")).Insert(B, 1, "y")).Delete(0, 1));

    public static MovableTree<string> Tree { get; } = MakeTree();

    /// <summary>Makes the checksum of a sequence's bytes right.</summary>
    public static byte[] Sum(byte[] input) => input.Length < SumLength
        ? input
        : [.. input[..^SumLength], .. SHA256.HashData(input.AsSpan(0, input.Length - SumLength))[..SumLength]];

    /// <summary>The same with its blocks not compressed, so that a change of a byte is one of what it says.</summary>
    public static byte[] Plain(byte[] bytes)
    {
        var at = 2;
        List<byte> plain = [.. bytes[..2]];
        for (var block = 0; block < 2; block++)
        {
            var (length, stored) = (Number(bytes, ref at), Number(bytes, ref at));
            var content = bytes[at..(at + stored)];
            at += stored;
            if (length != stored)
            {
                var inflated = new byte[length];
                _ = BrotliDecoder.TryDecompress(content, inflated, out _);
                content = inflated;
            }

            Add(plain, length);
            Add(plain, length);
            plain.AddRange(content);
        }

        return Sum([.. plain, .. new byte[SumLength]]);
    }

    public static void Add(List<byte> to, long number)
    {
        for (; number >= 0x80; number >>= 7) to.Add((byte)((number & 0x7f) | 0x80));
        to.Add((byte)number);
    }

    private static int Number(byte[] bytes, ref int at)
    {
        var (number, shift) = (0, 0);
        for (; bytes[at] >= 0x80; shift += 7) number |= (bytes[at++] & 0x7f) << shift;
        return number | (bytes[at++] << shift);
    }

    private static Entrance Json<T>(params T[] states)
        where T : class, ICrdt<T> => new(
            $"{NameOf(typeof(T))} in JSON", () => [.. states.Select(state => CrdtJson.ToUtf8(state))], input => Of(
                CrdtJson.Read<T>(input), state => UseState(state, states[0])))
        {
            Methods = ["CrdtJson.Read(ReadOnlySpan<Byte>)"],
        };

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]} of {string.Join(" and ", type.GetGenericArguments().Select(NameOf))}"
        : type.Name;

    // What another replica sent is merged, whoever merges with whom, and sent on.
    private static void UseState<T>(T state, T own)
        where T : class, ICrdt<T>
    {
        Must(Right(CrdtJson.Read<T>(CrdtJson.ToUtf8(state))).Equals(state), "a state is read as another one");
        var merged = own.Merge(state);
        _ = CrdtJson.ToUtf8(merged);
        _ = CrdtJson.ToUtf8(state.Merge(own));
        Must(state.Merge(state).Equals(state), "a state merged with itself is another one");
        _ = CrdtJson.ToUtf8(merged.Delta(own));
    }

    private static void UseText(CrdtText text)
    {
        UseState(text, Text);
        Must(text.ToString().Length == text.Length, "a text has another length");
        Must(Right(CrdtText.FromBytes(text.ToBytes())).Equals(text), "a text is read as another one");
        _ = Of(text.Insert(A, 0, "x"), more => Must(more.Length == text.Length + 1, "nothing was inserted"));
    }

    private static CrdtText MakeText()
    {
        var text = Right(CrdtText.Empty.Insert(A, 0, "hello world, é😀"));
        text = Right(text.Insert(B, 5, " there"));
        text = Right(text.Delete(2, 3));
        return Right(text.Insert(A, text.Length, "!"));
    }

    private static MovableTree<string> MakeTree()
    {
        var root = Right(MovableTree<string>.Empty.Add(A, null, "root"));
        var child = Right(root.Tree.Add(B, root.Node, "child"));
        var other = Right(child.Tree.Add(A, null, "other"));
        var tree = Right(other.Tree.Move(B, child.Node, other.Node));
        return Right(tree.Remove(A, root.Node));
    }
}
