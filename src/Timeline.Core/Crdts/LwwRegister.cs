using System.Text.Json;
using LanguageExt;

namespace Timeline.Crdts;

/// <summary>One value: the one that was written last, by the stamps of the writes.</summary>
/// <typeparam name="T">Values.</typeparam>
/// <remarks>
/// Law: the value is that of the latest stamp, in whatever order the writes come. Immutable and safe to share between
/// threads.
/// </remarks>
public sealed class LwwRegister<T> : IEmbeddable<LwwRegister<T>>
    where T : notnull
{
    private readonly LwwCell<T>? _cell;

    private LwwRegister(LwwCell<T>? cell) => _cell = cell;

    /// <summary>The register that was never written.</summary>
    public static LwwRegister<T> Empty { get; } = new(default(LwwCell<T>));

    /// <summary>The value, or none if it was never written.</summary>
    public Option<T> Value => _cell is null ? Option<T>.None : _cell.Value;

    /// <summary>When the value was written, and by whom, or none if it never was.</summary>
    public Option<WriteStamp> Stamp => _cell is null ? Option<WriteStamp>.None : _cell.Stamp;

    /// <summary>The register after a write.</summary>
    /// <param name="value">The value.</param>
    /// <param name="stamp">When, and by whom.</param>
    /// <returns>The new register; this one if something later was written.</returns>
    public LwwRegister<T> Set(T value, WriteStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return Merge(new LwwRegister<T>(LwwCell<T>.Of(stamp, value)));
    }

    /// <inheritdoc/>
    public LwwRegister<T> Merge(LwwRegister<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other._cell is null ? this
            : _cell is null ? other
            : ReferenceEquals(_cell.Join(other._cell), _cell) ? this
            : other;
    }

    /// <inheritdoc/>
    public LwwRegister<T> Delta(LwwRegister<T> since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return ReferenceEquals(since.Merge(this), since) ? Empty : this;
    }

    /// <inheritdoc/>
    public bool Equals(LwwRegister<T>? other) => other is not null && Equals(_cell, other._cell);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LwwRegister<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _cell?.GetHashCode() ?? 0;

    /// <summary>Whether two registers are equal; null equals null.</summary>
    public static bool operator ==(LwwRegister<T>? left, LwwRegister<T>? right) => Equals(left, right);

    /// <summary>Whether two registers differ.</summary>
    public static bool operator !=(LwwRegister<T>? left, LwwRegister<T>? right) => !Equals(left, right);

    /// <summary>The value, or nothing.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => _cell is null ? string.Empty : $"{_cell.Value}";

    static string ICrdt<LwwRegister<T>>.FormName => "lww-register";

    void ICrdt<LwwRegister<T>>.WriteState(CrdtOutput output)
    {
        if (_cell is null)
            output.Writer.WriteNullValue();
        else
            new CellForm<T>(output).Write(output.Writer, _cell);
    }

    static LwwRegister<T> ICrdt<LwwRegister<T>>.ReadState(ref Utf8JsonReader reader, CrdtInput input)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return Empty;
        var cell = new CellForm<T>(input).Read(ref reader);
        return cell.IsSet ? new LwwRegister<T>(cell) : throw CrdtInput.Instead("a value before the end", ref reader);
    }
}
