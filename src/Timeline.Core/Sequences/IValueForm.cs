using System.Text.Json;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>How the values of elements are written, in bytes and in JSON.</summary>
internal interface IValueForm<T>
{
    /// <summary>What sequences of such values begin with in bytes.</summary>
    byte Kind { get; }

    /// <summary>The name of the member in JSON.</summary>
    string Member { get; }

    byte[] ToBytes(ReadOnlySpan<T> values);

    /// <summary>Reads all values, which are at most as many as the bytes.</summary>
    /// <exception cref="CrdtFault">They are no values.</exception>
    T[] FromBytes(ReadOnlySpan<byte> bytes);

    void WriteJson(CrdtOutput output, ReadOnlySpan<T> values);

    /// <summary>Reads one JSON value, on whose first token the reader stands, to its last token.</summary>
    T[] ReadJson(ref Utf8JsonReader reader);

    /// <summary>The elements whose values cannot be written, because something that belongs to them is gone.</summary>
    /// <param name="chunks">All elements, sorted by id.</param>
    IEnumerable<ulong> Broken(Chunk<T>[] chunks);

    /// <summary>Whether a row of elements may begin and end with these values.</summary>
    bool IsWhole(ReadOnlySpan<T> values);
}
