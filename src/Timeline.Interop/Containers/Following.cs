using System.Collections;
using System.Collections.Specialized;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Timeline.Containers;

/// <summary>Which containers the objects have that know of none themselves.</summary>
/// <remarks>An object keeps its container for as long as it lives, and neither is kept by this.</remarks>
internal static class Following
{
    private static readonly ConditionalWeakTable<object, TrackedContainer> Known = [];

    // One begins at a time: an object that is met again while it begins leads back to itself.
    private static readonly Lock Gate = new();

    /// <summary>The container that an object has; null where it has none.</summary>
    public static TrackedContainer? There(object followed)
    {
        if (!Known.TryGetValue(followed, out var there)) return null;
        if (there.HasBegun) return there;
        lock (Gate) return Known.TryGetValue(followed, out there) ? Whole(there, followed) : null;
    }

    /// <summary>The container of an object, which is followed from now on; null for one whose JSON says nothing of
    /// properties or elements.</summary>
    /// <exception cref="ArgumentException">It leads back to itself, or something in it cannot be recorded.</exception>
    public static TrackedContainer? Begun(object followed, TrackingOptions options)
    {
        if (There(followed) is { } there) return there;
        lock (Gate)
        {
            if (There(followed) is { } meanwhile) return meanwhile;
            if (Made(followed, options with { Name = "" }) is not { } made) return null;
            Begin(followed, made);
            return made;
        }
    }

    /// <summary>The container of a model, with the options as they are.</summary>
    /// <exception cref="ArgumentException">It has none, and cannot be followed.</exception>
    public static ObjectContainer Model(INotifyPropertyChanged model, TrackingOptions options)
    {
        if (There(model) is ObjectContainer there) return there;
        lock (Gate)
        {
            if (There(model) is ObjectContainer meanwhile) return meanwhile;
            var made = new ObjectContainer(model, ObjectShape.Of(model.GetType()), options, Birth.Now(options));
            Begin(model, made);
            return made;
        }
    }

    /// <summary>The container of an object that keeps it itself.</summary>
    public static ObjectContainer Kept(ref ObjectContainer? slot, object holder, Func<ObjectContainer> make)
    {
        if (Volatile.Read(ref slot) is { HasBegun: true } begun && ReferenceEquals(begun.Target, holder)) return begun;
        lock (Gate)
        {
            // A copy of the object, made member by member, has the container of the other at first.
            if (slot is not null && ReferenceEquals(slot.Target, holder)) return (ObjectContainer)Whole(slot, holder);
            slot = make();
            try
            {
                slot.Start();
            }
            catch
            {
                slot = null;
                throw;
            }

            return slot;
        }
    }

    private static void Begin(object followed, TrackedContainer made)
    {
        Known.Add(followed, made);
        try
        {
            made.Start();
        }
        catch
        {
            _ = Known.Remove(followed);
            throw;
        }
    }

    private static TrackedContainer? Made(object followed, TrackingOptions options) => followed switch
    {
        INotifyCollectionChanged and IList list => new FollowedList(list, options),
        INotifyPropertyChanged when ObjectShape.OrNull(followed.GetType()) is { } shape =>
            new ObjectContainer(followed, shape, options, Birth.Now(options)),
        _ => null,
    };

    private static TrackedContainer Whole(TrackedContainer there, object followed) => there.HasBegun ? there
        : throw new ArgumentException(
            $"An object of type {followed.GetType()} leads back to itself by its properties. Take the one that leads "
            + "back out of the record with [JsonIgnore].");
}
