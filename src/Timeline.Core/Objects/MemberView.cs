using System.Reflection;
using System.Runtime.CompilerServices;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>A member of an object: its name in JSON, and how it is read and, where it can be, set.</summary>
internal abstract class MemberView(ObjectTree tree, MemberContract contract)
{
    internal MemberContract Contract { get; } = contract;

    internal string Name => Contract.Name;

    internal PathSegment Step { get; } = new(contract.Name);

    internal DeclaredPart Part { get; } = new(
        contract.Type,
        () => contract.Own is { } own ? new LeafView(tree, own) : tree.ViewOf(contract.Type));

    /// <summary>How what it holds is seen; a type that cannot be seen is named by the member.</summary>
    internal TypeView View
    {
        get
        {
            try
            {
                return Part.View;
            }
            catch (ObjectFault fault) when (fault.Passes(Step))
            {
                throw;
            }
        }
    }

    internal object? Get(object owner)
    {
        try
        {
            return Contract.Get(owner);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw Refused(error);
        }
    }

    /// <summary>What the member holds, or the array that it wraps: all that a walk asks of it, without a box.</summary>
    internal virtual object? See(object owner) => Get(owner);

    internal bool AreSame(TreeWalk walk, object left, object right) =>
        AreSurelyAlike(left, right, false) || walk.AreSame(Step, Part, Get(left), Get(right));

    internal virtual Value Project(TreeWalk walk, object owner) => walk.Project(Step, Part, See(owner));

    /// <summary>The member of a type, read without boxing where the platform can.</summary>
    internal static MemberView Of(ObjectTree tree, MemberContract contract)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported) return new BoxedMember(tree, contract);
        var getter = (contract.Reader as PropertyInfo)?.GetMethod;
        if (getter is not { DeclaringType: { IsValueType: false } owner }) return new BoxedMember(tree, contract);

        var kind = typeof(ReadMember<,>).MakeGenericType(owner, contract.Type);
        return (MemberView)Activator.CreateInstance(kind, tree, contract, getter)!;
    }

    /// <summary>Whether what both hold is settled quickly to be alike; false says nothing.</summary>
    /// <param name="left">The one owner.</param>
    /// <param name="right">The other.</param>
    /// <param name="isWalked">Whether the walk goes on into a list, which so need not be looked at twice.</param>
    internal abstract bool AreSurelyAlike(object left, object right, bool isWalked);

    private sealed class BoxedMember(ObjectTree tree, MemberContract contract) : MemberView(tree, contract)
    {
        internal override bool AreSurelyAlike(object left, object right, bool isWalked) => false;
    }

    /// <summary>A property of a class, through a delegate to its getter.</summary>
    private sealed class ReadMember<TOwner, TMember>(ObjectTree tree, MemberContract contract, MethodInfo getter)
        : MemberView(tree, contract)
        where TOwner : class
    {
        private readonly Func<TOwner, TMember> _get = getter.CreateDelegate<Func<TOwner, TMember>>();

        private Likeness<TMember>? _likeness;

        internal override object? See(object owner) => See(Read(owner));

        internal override Value Project(TreeWalk walk, object owner)
        {
            var held = Read(owner);
            return (typeof(TMember).IsValueType && View is LeafView leaf ? leaf.TryProject(held) : null)
                ?? walk.Project(Step, Part, See(held));
        }

        internal override bool AreSurelyAlike(object left, object right, bool isWalked)
        {
            try
            {
                var (one, other) = (_get(Unsafe.As<TOwner>(left)), _get(Unsafe.As<TOwner>(right)));
                if (!typeof(TMember).IsValueType && ReferenceEquals(one, other)) return true;
                _likeness ??= LikenessOf.View<TMember>(Part.View);
                return _likeness.AreSurelyAlike(one, other, isWalked && Part.View is SequenceView ? 0 : Likeness.Depth);
            }
            catch (ObjectFault fault) when (fault.Passes(Step))
            {
                throw;
            }
            catch (Exception error) when (ObjectTree.IsRefusal(error))
            {
                throw Refused(error);
            }
        }

        private object? See(TMember held) => View is SequenceView ? WrappedArray<TMember>.Of(held) ?? held : held;

        private TMember Read(object owner)
        {
            try
            {
                return _get(Unsafe.As<TOwner>(owner));
            }
            catch (Exception error) when (ObjectTree.IsRefusal(error))
            {
                throw Refused(error);
            }
        }
    }

    private ObjectFault Refused(Exception error)
    {
        var fault = new ObjectFault(Contract.Type, $"reading it failed: {ObjectTree.ReasonOf(error)}", error);
        _ = fault.Passes(Step);
        return fault;
    }
}
