namespace Timeline.Containers;

public abstract partial class TrackedContainer
{
    /// <summary>Begins, where it follows something that is there already: reads it, and listens.</summary>
    internal virtual void Start()
    {
    }

    /// <summary>Takes what the followed object tells for its own doing from now on, until <see cref="Listen"/>: the
    /// content is ahead of the object.</summary>
    internal virtual void Hush()
    {
    }

    /// <summary>Makes the followed object what the content says.</summary>
    /// <exception cref="InvalidOperationException">It refuses.</exception>
    internal virtual void SetFollowed()
    {
    }

    /// <summary>Takes it at its word again, beginning with how it differs from the content now.</summary>
    internal virtual void Listen()
    {
    }

    /// <summary>As <see cref="SetFollowed"/>, where nobody can be told by an exception.</summary>
    internal void SetFollowedOrReport() => Guarded(SetFollowed, this, this);

    /// <summary>Calls code of the program that may not stop what is under way.</summary>
    private protected void Report(Exception thrown, object item) => Failures.Report(new(Title, item, thrown, this));
}
