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

    /// <summary>The view of the declared type. Found when first asked for: types may contain themselves.</summary>
    internal TypeView View => field ??= tree.ViewOf(Contract.Type);

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

    internal bool AreSame(TreeWalk walk, object left, object right)
    {
        if (AreEqual(left, right)) return true;
        var (one, other) = (Get(left), Get(right));
        try
        {
            return walk.AreSame(View, one, other);
        }
        catch (ObjectFault fault) when (fault.Passes(Step))
        {
            throw;
        }
    }

    internal Value Project(TreeWalk walk, object owner)
    {
        var part = Get(owner);
        try
        {
            return walk.Project(View, part);
        }
        catch (ObjectFault fault) when (fault.Passes(Step))
        {
            throw;
        }
    }

    /// <summary>The member of a type, read without boxing where the platform can.</summary>
    internal static MemberView Of(ObjectTree tree, MemberContract contract)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported
            || contract.Getter is not { DeclaringType: { IsValueType: false } owner } getter)
        {
            return new BoxedMember(tree, contract);
        }

        var kind = typeof(ReadMember<,>).MakeGenericType(owner, contract.Type);
        return (MemberView)Activator.CreateInstance(kind, tree, contract, getter)!;
    }

    /// <summary>Whether both hold the very same thing; false says nothing.</summary>
    internal abstract bool AreEqual(object left, object right);

    private protected ObjectFault Refused(Exception error)
    {
        var fault = new ObjectFault(Contract.Type, $"reading it failed: {ObjectTree.ReasonOf(error)}", error);
        _ = fault.Passes(Step);
        return fault;
    }

    private sealed class BoxedMember(ObjectTree tree, MemberContract contract) : MemberView(tree, contract)
    {
        internal override bool AreEqual(object left, object right) => false;
    }

    /// <summary>A property of a class, through a delegate to its getter.</summary>
    private sealed class ReadMember<TOwner, TMember>(ObjectTree tree, MemberContract contract, MethodInfo getter)
        : MemberView(tree, contract)
        where TOwner : class
    {
        private readonly Func<TOwner, TMember> _get = getter.CreateDelegate<Func<TOwner, TMember>>();

        internal override bool AreEqual(object left, object right)
        {
            try
            {
                var (one, other) = (_get(Unsafe.As<TOwner>(left)), _get(Unsafe.As<TOwner>(right)));
                return typeof(TMember).IsValueType
                    ? ExactTypes.AreAlike(one, other)
                    : ReferenceEquals(one, other) || (one is string text && text.Equals(other));
            }
            catch (Exception error) when (ObjectTree.IsRefusal(error))
            {
                throw Refused(error);
            }
        }
    }
}
