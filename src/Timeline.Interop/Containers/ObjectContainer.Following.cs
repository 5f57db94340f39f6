using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Timeline.Isolation;

namespace Timeline.Containers;

public sealed partial class ObjectContainer
{
    /// <summary>Takes in what a property has become, or any of them if no name is told, which the object had already
    /// when it told. What is refused is set back.</summary>
    /// <returns>The properties that have changed.</returns>
    /// <exception cref="InvalidOperationException">A property, the object, or what holds it is locked.</exception>
    /// <exception cref="ArgumentException">A value cannot be recorded.</exception>
    internal ImmutableArray<ObjectProperty> Noticed(string? name)
    {
        if (IsHushed)
        {
            _hasMissed |= _beingSet is null || _beingSet.NameInCode != name;
            return [];
        }

        if (string.IsNullOrEmpty(name)) return Compare(Recorded);
        return Find(name) is { } property ? Compare([property]) : [];
    }

    /// <inheritdoc/>
    internal override void Hush() => _hushed++;

    /// <inheritdoc/>
    internal override void SetFollowed()
    {
        foreach (var property in Recorded)
        {
            if (TrySetTo(property, _content[property]) is { } refusal)
            {
                throw new InvalidOperationException(
                    $"The property {property.NameInCode} of {Title} could not be set back: {refusal.Message}", refusal);
            }
        }
    }

    /// <inheritdoc/>
    internal override void Listen()
    {
        _hushed--;
        TakeInAll();
    }

    private ImmutableArray<ObjectProperty> Compare(ImmutableArray<ObjectProperty> asked)
    {
        _hasMissed = false;
        try
        {
            return CompareOnce(asked);
        }
        finally
        {
            // A setter that was called from here may have set other properties as well, which was not listened to.
            if (_hasMissed && !IsHushed) TakeInAll();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is reported: what is under way has been decided.")]
    private void TakeInAll()
    {
        try
        {
            _hasMissed = false;
            _ = CompareOnce(Recorded);
        }
        catch (Exception thrown)
        {
            Report(thrown, Target);
        }
    }

    private ImmutableArray<ObjectProperty> CompareOnce(ImmutableArray<ObjectProperty> asked)
    {
        List<(ObjectProperty Property, PropertyState Was, object? Now)> changed = [];
        var reading = 0;
        try
        {
            for (; reading < asked.Length; reading++)
            {
                var (property, was) = (asked[reading], _content[asked[reading]]);
                var now = property.Get(this);
                if (!IsSame(property, was, now)) changed.Add((property, was, now));
            }

            if (changed.Count > 0) Take(changed);
        }
        catch (Exception refusal)
        {
            if (reading < asked.Length) changed.Add((asked[reading], _content[asked[reading]], null));
            SetBack(changed.Select(it => (it.Property, it.Was)), refusal);
            throw;
        }

        return [.. changed.Select(it => it.Property)];
    }

    private void Take(List<(ObjectProperty Property, PropertyState Was, object? Now)> changed)
    {
        using var turn = Mutate();
        foreach (var (property, _, _) in changed) RequirePropertyUnlocked(property);
        Admitted[] admitted = [.. changed.Select(it => Admit(it.Property, it.Now, it.Property.Type))];
        for (var i = 0; i < changed.Count; i++)
        {
            var (property, _, now) = changed[i];
            if (!property.MayHold || ReferenceEquals(admitted[i].Element, now)) continue;
            if (TrySetTo(property, new(admitted[i].Element, admitted[i].Record)) is not null)
                admitted[i] = new(now, property.Record(now, this));
        }

        for (var i = 0; i < changed.Count; i++) Record(changed[i].Property, changed[i].Was, admitted[i]);
    }

    private void SetBack(IEnumerable<(ObjectProperty Property, PropertyState Was)> changed, Exception refusal)
    {
        foreach (var (property, was) in changed)
        {
            if (TrySetTo(property, was) is not { } failure) continue;
            throw new InvalidOperationException(
                $"{refusal.Message} The property {property.NameInCode} could not be set back, and is not what the "
                + $"record says: {failure.Message}", refusal);
        }
    }

    /// <summary>Sets a property of the object, if it has something else.</summary>
    /// <returns>Why it has something else still; null if it has not. What others throw who hear of it is
    /// reported.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "It is told, one way or the other.")]
    private Exception? TrySetTo(ObjectProperty property, PropertyState wanted)
    {
        var outer = _beingSet;
        _beingSet = property;
        _hushed++;
        try
        {
            if (IsThere()) return null;
            if (!property.CanSet) return new InvalidOperationException("It has no setter.");
            property.Set(Target, wanted.Value);
            return null;
        }
        catch (Exception thrown)
        {
            if (!IsThere()) return thrown;
            Report(thrown, property.NameInCode);
            return null;
        }
        finally
        {
            _hushed--;
            _beingSet = outer;
        }

        bool IsThere()
        {
            try
            {
                return Sameness.OfObjects(wanted.Value, property.Get(this));
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether a property has what it had. What can change and has no container may hold something else by
    /// now.</summary>
    private bool IsSame(ObjectProperty property, PropertyState was, object? now) => Sameness.OfObjects(was.Value, now)
        && (now is null || was.Child is not null || Unchanging.IsKept(now.GetType())
            || property.Record(now, this).Equals(was.Record));
}
