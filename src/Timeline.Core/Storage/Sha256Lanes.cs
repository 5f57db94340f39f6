using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Timeline.Storage;

/// <summary>SHA-256 (FIPS 180-4) of many short texts at once, eight side by side in vector registers.</summary>
/// <remarks>
/// A store holds hundreds of rows of a few hundred bytes against their digests in one reading, and each call of the
/// platform's SHA-256 costs as much again as the bytes. It is compiled for speed at once, which takes as long as some
/// thousands of texts do. Law: the digests are the platform's.
/// </remarks>
internal ref struct Sha256Lanes
{
    private const int Lanes = 8;
    private const int BlockSize = 64;
    private const int BlockWords = BlockSize / sizeof(uint);
    private const int StateWords = 8;
    private const int Rounds = 64;

    // A longer text would leave the other lanes idle while it is at work alone.
    private const int LongestShared = 4096;
    private const int FewestShared = 4;

    private const int RoomSize = LongestShared + (2 * BlockSize);

    private readonly ReadOnlySpan<ReadOnlyMemory<byte>> _texts;
    private readonly Span<Digest> _digests;
    private readonly Span<uint> _states;

    // A room for each lane, which holds the text it is at, padded.
    private readonly Span<byte> _rooms;

    // Of each lane: which text it is at, where its next block is, and how many are left; none where it is idle.
    private Positions _textAt;
    private Positions _blockAt;
    private Positions _blocksLeft;
    private int _next;
    private int _busy;

    private Sha256Lanes(
        ReadOnlySpan<ReadOnlyMemory<byte>> texts, Span<Digest> digests, Span<uint> states, Span<byte> rooms)
    {
        _texts = texts;
        _digests = digests;
        _states = states;
        _rooms = rooms;
    }

    private static ReadOnlySpan<uint> Start =>
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The digest of each text.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="digests">Where the digests go, in the same order; as long as <paramref name="texts"/>.</param>
    /// <param name="sideBySide">
    /// Whether this may be compiled for it: false in a process that has little to hash, for the same digests.
    /// </param>
    public static void HashEach(
        ReadOnlySpan<ReadOnlyMemory<byte>> texts, Span<Digest> digests, bool sideBySide = true)
    {
        if (sideBySide && texts.Length >= FewestShared && Avx2.IsSupported)
        {
            HashInLanes(texts, digests);
            return;
        }

        for (var i = 0; i < texts.Length; i++) digests[i] = Digest.Of(texts[i].Span);
    }

    private static void HashInLanes(ReadOnlySpan<ReadOnlyMemory<byte>> texts, Span<Digest> digests)
    {
        Span<uint> states = stackalloc uint[StateWords * Lanes];
        var rooms = ArrayPool<byte>.Shared.Rent(RoomSize * Lanes);
        new Sha256Lanes(texts, digests, states, rooms).Run();
        ArrayPool<byte>.Shared.Return(rooms);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run()
    {
        Words first = default;
        Words second = default;
        for (var lane = 0; lane < Lanes; lane++) Take(lane);
        while (_busy > 0)
        {
            Load(ref first, 0);
            Load(ref second, StateWords * sizeof(uint));
            Compress(_states, ref first, ref second);
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (_blocksLeft[lane] == 0) continue;
                _blockAt[lane] += BlockSize;
                if (--_blocksLeft[lane] == 0) End(lane);
            }
        }
    }

    /// <summary>Begins the next text in a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(int lane)
    {
        while (_next < _texts.Length && _texts[_next].Length > LongestShared)
        {
            _digests[_next] = Digest.Of(_texts[_next].Span);
            _next++;
        }

        // An idle lane goes over whatever lies in its room.
        _blockAt[lane] = lane * RoomSize;
        if (_next == _texts.Length) return;
        var text = _texts[_next].Span;
        _textAt[lane] = _next++;
        _busy++;
        for (var word = 0; word < StateWords; word++) _states[(word * Lanes) + lane] = Start[word];

        // Behind the text a one bit, zeros up to whole blocks, and the length in bits.
        var size = (text.Length + sizeof(long) + BlockSize) / BlockSize * BlockSize;
        _blocksLeft[lane] = size / BlockSize;
        var room = _rooms.Slice(lane * RoomSize, size);
        text.CopyTo(room);
        room[text.Length] = 0x80;
        room[(text.Length + 1)..].Clear();
        BinaryPrimitives.WriteInt64BigEndian(room[^sizeof(long)..], (long)text.Length * 8);
    }

    /// <summary>Writes down what a lane has come to, and begins its next text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void End(int lane)
    {
        var words = _states[lane..];
        _digests[_textAt[lane]] = new Digest(
            Joined(words[0], words[Lanes]),
            Joined(words[2 * Lanes], words[3 * Lanes]),
            Joined(words[4 * Lanes], words[5 * Lanes]),
            Joined(words[6 * Lanes], words[7 * Lanes]));
        _busy--;
        Take(lane);
    }

    private static ulong Joined(uint high, uint low) => ((ulong)high << 32) | low;

    /// <summary>Eight words of every lane's block, from a place in it: the first words of all, the second words…
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Load(ref Words words, int from)
    {
        // Eight rows of eight words become columns: by twos, by fours, by halves.
        var (a, b) = Pairs(Row(0, from), Row(1, from));
        var (c, d) = Pairs(Row(2, from), Row(3, from));
        var (e, f) = Pairs(Row(4, from), Row(5, from));
        var (g, h) = Pairs(Row(6, from), Row(7, from));
        var ((first, second), (third, fourth)) = (Fours(a, c), Fours(b, d));
        var ((fifth, sixth), (seventh, eighth)) = (Fours(e, g), Fours(f, h));
        (words[0], words[4]) = Halves(first, fifth);
        (words[1], words[5]) = Halves(second, sixth);
        (words[2], words[6]) = Halves(third, seventh);
        (words[3], words[7]) = Halves(fourth, eighth);
    }

    /// <summary>Eight words of a lane's block, which are big-endian there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<uint> Row(int lane, int from) => Vector256.Shuffle(
        Vector256.Create(_rooms.Slice(_blockAt[lane] + from, Lanes * sizeof(uint))),
        Vector256.Create(
            (byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12,
            19, 18, 17, 16, 23, 22, 21, 20, 27, 26, 25, 24, 31, 30, 29, 28)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> Low, Vector256<ulong> High) Pairs(Vector256<uint> left, Vector256<uint> right) =>
        (Avx2.UnpackLow(left, right).AsUInt64(), Avx2.UnpackHigh(left, right).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> Low, Vector256<ulong> High) Fours(
        Vector256<ulong> left, Vector256<ulong> right) =>
        (Avx2.UnpackLow(left, right), Avx2.UnpackHigh(left, right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> Low, Vector256<uint> High) Halves(
        Vector256<ulong> left, Vector256<ulong> right) =>
        (Avx2.Permute2x128(left, right, 0x20).AsUInt32(), Avx2.Permute2x128(left, right, 0x31).AsUInt32());

    /// <summary>The compression function, in all lanes. It writes over the words of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(Span<uint> states, ref Words first, ref Words second)
    {
        var (a, b, c, d) = (Word(states, 0), Word(states, 1), Word(states, 2), Word(states, 3));
        var (e, f, g, h) = (Word(states, 4), Word(states, 5), Word(states, 6), Word(states, 7));
        ref var now = ref first;
        ref var other = ref second;
        for (var round = 0; round < Rounds; round += StateWords)
        {
            // Just before they are needed: the rounds wait for each other, and this fills the time.
            if (round >= BlockWords) Expand(ref now, in other);

            // Eight rounds bring every name back to its place, so that nothing is ever moved.
            var constants = Constants.Slice(round, StateWords);
            Round(a, b, c, ref d, e, f, g, ref h, now[0] + Vector256.Create(constants[0]));
            Round(h, a, b, ref c, d, e, f, ref g, now[1] + Vector256.Create(constants[1]));
            Round(g, h, a, ref b, c, d, e, ref f, now[2] + Vector256.Create(constants[2]));
            Round(f, g, h, ref a, b, c, d, ref e, now[3] + Vector256.Create(constants[3]));
            Round(e, f, g, ref h, a, b, c, ref d, now[4] + Vector256.Create(constants[4]));
            Round(d, e, f, ref g, h, a, b, ref c, now[5] + Vector256.Create(constants[5]));
            Round(c, d, e, ref f, g, h, a, ref b, now[6] + Vector256.Create(constants[6]));
            Round(b, c, d, ref e, f, g, h, ref a, now[7] + Vector256.Create(constants[7]));
            ref var done = ref now;
            now = ref other;
            other = ref done;
        }

        Add(states, 0, a);
        Add(states, 1, b);
        Add(states, 2, c);
        Add(states, 3, d);
        Add(states, 4, e);
        Add(states, 5, f);
        Add(states, 6, g);
        Add(states, 7, h);
    }

    /// <summary>The words of eight rounds in the place of those of sixteen rounds before.</summary>
    /// <param name="before">The words of sixteen to nine rounds before.</param>
    /// <param name="last">The words of eight rounds before to the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Expand(ref Words before, in Words last)
    {
        before[0] = Next(before[0], before[1], last[1], last[6]);
        before[1] = Next(before[1], before[2], last[2], last[7]);
        before[2] = Next(before[2], before[3], last[3], before[0]);
        before[3] = Next(before[3], before[4], last[4], before[1]);
        before[4] = Next(before[4], before[5], last[5], before[2]);
        before[5] = Next(before[5], before[6], last[6], before[3]);
        before[6] = Next(before[6], before[7], last[7], before[4]);
        before[7] = Next(before[7], last[0], before[0], before[5]);
    }

    /// <summary>A word from those of sixteen, fifteen, seven and two rounds before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Next(
        Vector256<uint> first, Vector256<uint> early, Vector256<uint> middle, Vector256<uint> late) =>
        first + middle
            + (Turned(early, 7) ^ Turned(early, 18) ^ (early >>> 3))
            + (Turned(late, 17) ^ Turned(late, 19) ^ (late >>> 10));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, ref Vector256<uint> d,
        Vector256<uint> e, Vector256<uint> f, Vector256<uint> g, ref Vector256<uint> h, Vector256<uint> word)
    {
        var first = h + word + (Turned(e, 6) ^ Turned(e, 11) ^ Turned(e, 25)) + Vector256.ConditionalSelect(e, f, g);
        d += first;
        h = first + (Turned(a, 2) ^ Turned(a, 13) ^ Turned(a, 22)) + Vector256.ConditionalSelect(a ^ b, c, a);
    }

    private static Vector256<uint> Word(ReadOnlySpan<uint> states, int word) =>
        Vector256.Create(states.Slice(word * Lanes, Lanes));

    private static void Add(Span<uint> states, int word, Vector256<uint> by) =>
        (Word(states, word) + by).CopyTo(states[(word * Lanes)..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Turned(Vector256<uint> words, [ConstantExpected] byte by) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(words, by) : (words >>> by) | (words << (32 - by));

    /// <summary>The words that eight rounds take, each of all lanes.</summary>
    [InlineArray(StateWords)]
    private struct Words
    {
        private Vector256<uint> _first;
    }

    [InlineArray(Lanes)]
    private struct Positions
    {
        private int _first;
    }
}
