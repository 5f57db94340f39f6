using Timeline.Navigating;
using Timeline.Storage;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.ChangeTracking;

// Objects and their ids, and Value JSON, which refers to objects by them.
public sealed partial class ChangeTracker
{
    /// <summary>Gives an object an id of its own, so that Value JSON can refer to it.</summary>
    /// <param name="it">The object.</param>
    /// <returns>Its id, also if it had one already.</returns>
    /// <remarks>The object is not kept alive. Its id is never given to another.</remarks>
    /// <exception cref="ArgumentException">It is a struct: a box has no identity that lasts.</exception>
    public long Register(object it)
    {
        ArgumentNullException.ThrowIfNull(it);
        if (it is ValueType) throw new ArgumentException("A struct has no identity to be registered by.", nameof(it));
        using var use = _guard.Ask();
        return Captured(() => _registry.Register(it, 0));
    }

    /// <summary>Takes the id of an object away, for good.</summary>
    /// <param name="it">The object.</param>
    /// <returns>False if it had none.</returns>
    /// <remarks>A variable that sees the object gives it another one when it sees it anew.</remarks>
    public bool Unregister(object it)
    {
        ArgumentNullException.ThrowIfNull(it);
        using var use = _guard.Ask();
        return _registry.Unregister(it);
    }

    /// <summary>The id of an object.</summary>
    /// <param name="it">The object; identity counts, not equality.</param>
    /// <returns>The id; null if it has none.</returns>
    public long? IdOf(object it)
    {
        ArgumentNullException.ThrowIfNull(it);
        using var use = _guard.Ask();
        return _registry.IdOf(it) is not 0 and var id ? id : null;
    }

    /// <summary>The object with an id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The object; null if none has the id, or it is gone.</returns>
    public object? ObjectOf(long id)
    {
        using var use = _guard.Ask();
        return _registry.TryFind(id, out var it) ? it : null;
    }

    /// <summary>Writes a value as Value JSON.</summary>
    /// <param name="value">The value.</param>
    /// <returns>
    /// Null, a bool, a number, text; an array, of elements in the same form; <c>{"obj": id}</c> for an object that can
    /// change; the content of one that never changes.
    /// </returns>
    /// <exception cref="TimelineException">
    /// An object in it is not registered, or its content cannot be read.
    /// </exception>
    public Value ToValueJson(object? value)
    {
        using var use = _guard.Ask();
        return Captured(() => _capturing.Written(value));
    }

    /// <summary>Writes a value as the UTF-8 bytes of its Value JSON.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="TimelineException">As <see cref="ToValueJson"/>.</exception>
    public byte[] ToValueJsonUtf8(object? value) => Json.ToUtf8(ToValueJson(value));

    /// <summary>Reads Value JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>
    /// Null, a <see cref="bool"/>, a <see cref="long"/> or where that is not enough a <see cref="decimal"/>, a
    /// <see cref="System.Numerics.BigInteger"/> or <see cref="double"/>, a <see cref="string"/>, the object that is
    /// referred to; of an array an array of these; of other content the <see cref="Values.Value"/>.
    /// </returns>
    /// <exception cref="TimelineException">It refers to an object that there never was, or that is gone.</exception>
    public object? FromValueJson(Value json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var use = _guard.Ask();
        return Resolved(json);
    }

    /// <summary>Reads Value JSON.</summary>
    /// <param name="utf8">The JSON as UTF-8.</param>
    /// <returns>As of a value.</returns>
    /// <exception cref="TimelineException">As of a value; or it is no JSON.</exception>
    public object? FromValueJson(ReadOnlySpan<byte> utf8) => FromValueJson(TimelineException.Unwrap(Json.Parse(utf8)));

    /// <summary>Reads Value JSON.</summary>
    /// <param name="text">The JSON.</param>
    /// <returns>As of a value.</returns>
    /// <exception cref="TimelineException">As of a value; or it is no JSON.</exception>
    public object? FromValueJson(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromValueJson(TimelineException.Unwrap(Json.Parse(text)));
    }

    private static T Captured<T>(Func<T> take)
    {
        try
        {
            return take();
        }
        catch (CaptureFault fault)
        {
            throw new TimelineException(fault.At(0, ""));
        }
    }

    private object? Resolved(Value json) => References.IdIn(json) is { } id ? Referred(id)
        : References.IsReference(json) ? throw NoObject($"{Quoted(json)} refers to no object: an id is a whole number")
        : References.ContentIn(json) is { } content ? content
        : json switch
        {
            Value.List list => Resolved(list),
            _ => ValueFitting.Plain(json),
        };

    private object?[] Resolved(Value.List list)
    {
        var items = new object?[list.Count];
        var index = 0;
        foreach (var item in list) items[index++] = Resolved(item);
        return items;
    }

    private object Referred(long id) => _registry.TryFind(id, out var it) ? it : throw NoObject(
        FormattableString.Invariant(
            $"{{\"obj\": {id}}} refers to no object: there never was one with this id, or it is gone"));

    // A line can be read; what comes from outside may be of any length.
    private static string Quoted(Value json) => StorePlace.Printable($"{json}");

    private static TimelineException NoObject(string reason) =>
        new(new TimelineError.Tracking(TrackingFault.BadReference, 0, "", reason));
}
