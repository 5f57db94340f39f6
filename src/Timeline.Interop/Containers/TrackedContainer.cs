using System.Collections.Immutable;
using System.ComponentModel;
using LanguageExt;
using Timeline.ChangeLogs;
using Timeline.Stamping;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>A collection, or the container of an object, that records each of its mutations, and those of the
/// containers it holds, in its change log.</summary>
/// <remarks>
/// <para>
/// Its content is a persistent collection, so that what was there before and after every mutation is a reference. A
/// container that is put into another becomes its child: a change of the child stands in the log of each container that
/// holds it then, under the path of the moment.
/// </para>
/// <para>
/// As with the collections of the platform, many threads may read and one at a time may change it. A mutation takes the
/// right to change the container, all that hold it and what comes into it; a second one that needs any of these is an
/// <see cref="InvalidOperationException"/> that changes nothing, and may be tried again. <see cref="Log"/> and the
/// contents are immutable, and any thread may take them at any time.
/// </para>
/// </remarks>
public abstract partial class TrackedContainer : INotifyPropertyChanged
{
    private readonly ImmutableArray<ChangeNode> _tree;
    [ThreadStatic]
    private static TrackedContainer? Changing;

    private ChangeLog _log = null!;

    // Whose mutation may change it now; that of the container itself, or of one that it holds or is put into.
    private TrackedContainer? _user;
    private List<TrackedContainer>? _held;
    private List<TrackedContainer>? _converted;

    private protected TrackedContainer(TrackingOptions? options, ContainerKind kind)
    {
        Options = options ?? TrackingOptions.Default;
        Kind = kind;
        _tree = [new ChangeNode(Id, kind, ValuePath.Root) { Name = Options.Name }];
    }

    /// <summary>Which container it is, for ever.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>What it is called in messages; empty for its kind and id.</summary>
    public string Name => Options.Name;

    /// <summary>What it is.</summary>
    public ContainerKind Kind { get; }

    /// <summary>How it is tracked.</summary>
    public TrackingOptions Options { get; }

    /// <summary>Its entries as they are now. O(1).</summary>
    public ChangeLog Log => Volatile.Read(ref _log);

    /// <summary>Its content as it is now, as a value that is made when it is asked for. O(1).</summary>
    public ChangeContent Snapshot => State;

    /// <summary>What it holds now, with what that is recorded as.</summary>
    internal abstract ChangeContent State { get; }

    /// <summary>The container in words.</summary>
    internal string Title => Name.Length > 0 ? $"'{Name}'" : $"the {KindInWords} {Id:D}";

    /// <summary>What it is in words.</summary>
    private protected virtual string KindInWords => ChangeWords.Of(Kind);

    /// <summary>Whether its log has begun, without which it is no container yet.</summary>
    internal bool HasBegun => Volatile.Read(ref _log) is not null;

    /// <summary>Holds something else from now on.</summary>
    private protected abstract void Take(ChangeContent state);

    /// <summary>Writes the first entry of the log, with what the container is made with.</summary>
    private protected void Begin(ChangeContent state, Birth? birth = null)
    {
        Take(state);
        var id = new ChangeEntryId(Id, 1);
        var log = ChangeLog.Begin(
            new()
            {
                Id = id,
                Origin = id,
                Time = birth?.Time ?? Options.Clock.GetUtcNow(),
                Actor = birth?.Actor ?? Actor.Current,
                Action = ChangeAction.Init,
                Method = "new",
                After = state,
                ContentAfter = state,
                Tree = _tree,
                Group = birth?.Group ?? TrackingBatch.Current?.Group ?? Option<Guid>.None,
                Calls = Calls(),
            },
            Options.Limits);
        Volatile.Write(ref _log, log);
    }

    /// <summary>Begins a mutation: nobody else may change this container, or one that holds it, until it is
    /// ended.</summary>
    /// <param name="needsUnlocked">Whether a lock forbids it.</param>
    private protected Turn Mutate(bool needsUnlocked = true)
    {
        if (!EnterFor(this)) throw Busy();
        List<TrackedContainer>? above = null;
        try
        {
            // Who holds it cannot change from here on, as whoever takes a container in enters it.
            if (_links is not null) EnterAbove(above = []);
            if (needsUnlocked) RequireUnlocked(above);
            JoinBatch(above);
        }
        catch
        {
            LeaveAll(above);
            throw;
        }

        var outer = Changing;
        Changing = this;
        return new(this, above, outer);
    }

    /// <summary>Begins to make this container, which nobody else knows yet: what comes into it is held until it is
    /// made.</summary>
    private protected Turn Make()
    {
        var outer = Changing;
        Changing ??= this;
        _ = EnterFor(Changing);
        return new(this, null, outer);
    }

    /// <summary>Takes a new content, and writes of it in the log of this container and of all that hold it.</summary>
    private protected void Commit(
        ChangeContent after, ChangeAction action, string method, ValuePath path, ChangeContent? was,
            ChangeContent? becomes)
    {
        var entry = Entry(action, method, path, was, becomes, after);
        Take(after);
        Append(entry);
        TellParents(entry);
    }

    /// <summary>Takes what a child has become at one of its places, and writes of it here and above.</summary>
    private protected void CommitChild(ChangeContent after, PathSegment place, ChangeEntry below)
    {
        var prefix = ValuePath.Root.Append(place);
        var entry = below with
        {
            Id = NextId(),
            Time = Later(below.Time),
            Path = below.Path.IsRoot ? prefix : prefix.Concat(below.Path),
            ContentBefore = State,
            ContentAfter = after,
            Nesting = new ChangeTree(_tree[0], place, below.Nesting),
        };
        Take(after);
        Append(entry);
        TellParents(entry);
    }

    private ChangeEntry Entry(
        ChangeAction action, string method, ValuePath path, ChangeContent? was, ChangeContent? becomes,
            ChangeContent after)
    {
        var id = NextId();
        return new()
        {
            Id = id,
            Origin = id,
            Time = Later(Options.Clock.GetUtcNow()),
            Actor = Actor.Current,
            Action = action,
            Method = method,
            Path = path,
            Before = Maybe(was),
            After = Maybe(becomes),
            ContentBefore = State,
            ContentAfter = after,
            Tree = _tree,
            Group = _batch?.Group ?? Option<Guid>.None,
            Calls = Calls(),
        };
    }

    private ChangeStack Calls() =>
        Options.CaptureStack ? StackCapture.Now(Options.IgnoredNamespaces) : ChangeStack.None;

    private void Append(ChangeEntry entry)
    {
        Volatile.Write(ref _log, _log.Add(entry));
        Post(entry);
    }

    /// <summary>Time as it is told, which never runs backwards within a log.</summary>
    private DateTimeOffset Later(DateTimeOffset now) => now > _log.Last.Time ? now : _log.Last.Time;

    private ChangeEntryId NextId() => new(Id, _log.Last.Id.Number + 1);

    private static Option<ChangeContent> Maybe(ChangeContent? content) =>
        content is null ? Option<ChangeContent>.None : content;

    /// <summary>Takes the right to change this container for a mutation.</summary>
    /// <returns>False if that has it already.</returns>
    private bool EnterFor(TrackedContainer user)
    {
        var there = Interlocked.CompareExchange(ref _user, user, null);
        return there is null || (ReferenceEquals(there, user) ? false : throw Busy());
    }

    private InvalidOperationException Busy() =>
        new($"Another mutation of {Title} is under way: it may be changed by one thread at a time.");

    private void EnterAbove(List<TrackedContainer> above)
    {
        var one = this;
        for (var next = 0; ; next++)
        {
            foreach (var link in one._links ?? [])
            {
                if (link.Parent.EnterFor(this)) above.Add(link.Parent);
            }

            if (next == above.Count) return;
            one = above[next];
        }
    }

    /// <summary>That nobody else may change a container that comes in until the mutation has ended, so that what is
    /// recorded of it is what it is.</summary>
    private void Hold(TrackedContainer child)
    {
        if (_user is { } user && child.EnterFor(user)) (_held ??= []).Add(child);
    }

    /// <summary>That a container was made of a plain collection for the mutation under way, which may yet
    /// fail.</summary>
    internal static void WasConverted(TrackedContainer made)
    {
        if (Changing is { } outer) (outer._converted ??= []).Add(made);
    }

    /// <summary>That what was converted is used in a mutation to come.</summary>
    private protected void KeepConverted() => _converted = null;

    private void Leave() => Volatile.Write(ref _user, null);

    private void LeaveAll(List<TrackedContainer>? above)
    {
        if (_converted is { } converted)
        {
            _converted = null;
            for (var at = converted.Count - 1; at >= 0; at--) converted[at].LetGoIfUnused();
        }

        if (_held is { } held)
        {
            _held = null;
            foreach (var one in held) one.Leave();
        }

        if (above is not null)
        {
            foreach (var one in above) one.Leave();
        }

        Leave();
    }

    private void End(List<TrackedContainer>? above, TrackedContainer? outer)
    {
        Changing = outer;
        LeaveAll(above);
        Tell();
        if (above is null) return;
        foreach (var one in above) one.Tell();
    }

    /// <summary>The right to change a container, until it is disposed of; then whoever listens is told.</summary>
    private protected readonly struct Turn(
        TrackedContainer container, List<TrackedContainer>? above, TrackedContainer? outer) : IDisposable
    {
        public void Dispose() => container.End(above, outer);
    }
}
