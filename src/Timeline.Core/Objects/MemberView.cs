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

    internal bool AreSame(TreeWalk walk, object left, object right) =>
        AreSurelyAlike(left, right, false) || walk.AreSame(Step, Part, Get(left), Get(right));

    internal Value Project(TreeWalk walk, object owner) => walk.Project(Step, Part, Get(owner));

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
    }

    private ObjectFault Refused(Exception error)
    {
        var fault = new ObjectFault(Contract.Type, $"reading it failed: {ObjectTree.ReasonOf(error)}", error);
        _ = fault.Passes(Step);
        return fault;
    }
}
