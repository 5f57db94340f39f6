using System.Collections.Concurrent;
using System.Reflection;
using Timeline.Changes;
using Timeline.Navigating;
using Timeline.Objects;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>Objects by what is in them, as an <see cref="ObjectTree"/> sees it.</summary>
/// <remarks>Safe to share between threads.</remarks>
internal sealed class Contents(ObjectTree tree)
{
    // A type of lists may be one of lists of itself.
    private const int LevelsOfLists = 8;

    // By the type that each object really is.
    private readonly TypeView _any = tree.ViewOf(typeof(object));
    private readonly ObjectDiffOptions _options = new() { Tree = tree };
    private readonly ConcurrentDictionary<Type, bool> _escaped = new();

    /// <summary>The content as a value.</summary>
    /// <exception cref="CaptureFault">It cannot be read.</exception>
    internal Value Project(object it)
    {
        try
        {
            // Most of what is looked at are scalars that are values as they are.
            return it is ValueType && tree.ViewOf(it.GetType()) is LeafView { IsExact: true }
                && ScalarValue.Of(it) is { } scalar
                ? scalar
                : new TreeWalk(tree).Project(_any, it);
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            throw Fault(error);
        }
    }

    /// <summary>What differs between the contents of two objects.</summary>
    /// <exception cref="CaptureFault">It cannot be read.</exception>
    internal Patch Difference(object before, object after)
    {
        try
        {
            var walk = new ObjectDiffWalk(_options);
            walk.Compare(_any, before, after);
            return walk.ToPatch();
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            throw Fault(error);
        }
    }

    /// <summary>Whether two objects have the same content; no where one of them cannot be read.</summary>
    internal bool AreAlike(object one, object other)
    {
        try
        {
            return new TreeWalk(tree).AreSame(_any, one, other);
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            return false;
        }
    }

    /// <summary>Whether content of objects of a type may have to be escaped, as far as the type tells.</summary>
    internal bool MayBeEscaped(object it) => _escaped.TryGetValue(it.GetType(), out var may)
        ? may
        : _escaped.GetOrAdd(it.GetType(), MayBeEscaped(tree.ViewOf(it.GetType()), LevelsOfLists));

    /// <summary>Whether objects of a type are scalars to the tree; null if it does not see them at all.</summary>
    internal bool? IsLeaf(Type type)
    {
        try
        {
            return tree.ViewOf(type) is LeafView;
        }
        catch (ObjectFault)
        {
            return null;
        }
    }

    /// <summary>Whether an object is seen by its members, so that another type is another object.</summary>
    internal bool HasMembers(object it) => tree.ViewOf(it.GetType()) is ObjectView or CasesView;

    /// <summary>Whether objects of a type are scalars that can be compared without writing them.</summary>
    internal bool IsExact(Type type) => ExactTypes.CanTell(type) && tree.ViewOf(type) is LeafView { IsExact: true };

    // Of an object with known members all that matters is how they are called.
    private static bool MayBeEscaped(TypeView view, int levels) => view switch
    {
        ObjectView members => members.Members.Any(it => References.IsMark(it.Name)),
        SequenceView when levels == 0 => true,
        SequenceView list => list.PartTypes.Any(it => MayBeEscaped(list.Tree.ViewOf(it), levels - 1)),
        LeafView leaf => !leaf.IsScalar,
        _ => true,
    };

    private static CaptureFault Fault(Exception error) => error is ObjectFault fault
        ? new(TrackingFault.Path, fault.ToError().Message, Origin(fault.InnerException))
        : new(TrackingFault.Path, $"looking into it threw {ObjectTree.ReasonOf(error)}", error);

    private static Exception? Origin(Exception? error) => error switch
    {
        ObjectFault fault => Origin(fault.InnerException),
        TargetInvocationException { InnerException: { } inner } => inner,
        _ => error,
    };
}
