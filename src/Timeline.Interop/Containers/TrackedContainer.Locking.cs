using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Containers;

public abstract partial class TrackedContainer
{
    private int _locks;

    /// <summary>Whether it cannot be changed, by a lock of its own or of what holds it.</summary>
    public bool IsLocked => _locks > 0 || IsHeldLocked || Above().Exists(it => it._locks > 0 || it.IsHeldLocked);

    /// <summary>Forbids every change of this container, and of all that it holds, until it is unlocked as
    /// often.</summary>
    /// <remarks>It can be read, copied and enumerated. O(depth).</remarks>
    public void Lock()
    {
        using var turn = Mutate(needsUnlocked: false);
        Commit(State, ChangeAction.Lock, nameof(Lock), ValuePath.Root, null, null);
        _locks++;
    }

    /// <summary>Takes back one <see cref="Lock"/>. O(depth).</summary>
    /// <exception cref="InvalidOperationException">It was not locked itself.</exception>
    public void Unlock()
    {
        using var turn = Mutate(needsUnlocked: false);
        if (_locks == 0) throw new InvalidOperationException($"{Title} is not locked by a lock of its own.");
        Commit(State, ChangeAction.Unlock, nameof(Unlock), ValuePath.Root, null, null);
        _locks--;
    }

    /// <summary>Whether the place of this container in one that holds it is locked.</summary>
    private bool IsHeldLocked
    {
        get
        {
            foreach (var link in _links ?? [])
            {
                if (link.Parent.IsPlaceLocked(this)) return true;
            }

            return false;
        }
    }

    /// <summary>Whether a place at which a child stands is locked.</summary>
    private protected virtual bool IsPlaceLocked(TrackedContainer child) => false;

    private void RequireUnlocked(List<TrackedContainer>? above)
    {
        RequireUnlockedHere();
        if (above is null) return;
        foreach (var one in above) one.RequireUnlockedHere();
    }

    private void RequireUnlockedHere()
    {
        if (_locks > 0) throw LockedAt("(root)");
        if (_links is not null && IsHeldLocked)
            throw new InvalidOperationException($"The place of {Title} in its container is locked.");
    }

    private protected InvalidOperationException LockedAt(string path) =>
        new($"{Title} is locked at {path}, and cannot be changed.");
}
