using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Reads something of a struct where it stands.</summary>
internal delegate TValue StructRead<TStruct, out TValue>(ref TStruct it);

/// <summary>Legs to a field or property, or through a method that takes nothing.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where code can be made at run time.")]
internal static class MemberLegs
{
    internal const string AreKept = "A member that was cut away is told as missing.";

    /// <summary>The leg to a member.</summary>
    /// <param name="owner">The exact type of the objects.</param>
    /// <param name="member">A field, a property with a getter, or a method; of it or a base of it.</param>
    /// <param name="isCompiled">Whether code is made for it.</param>
    /// <param name="steps">How many steps it takes.</param>
    internal static Leg Read(Type owner, MemberInfo member, bool isCompiled, int steps = 1)
    {
        if (!isCompiled) return new ReflectedMember(owner, member) { Steps = steps, OnThrow = FaultOf(member) };
        var value = Members.TypeOf(member) is { IsValueType: true } type ? type : typeof(object);
        return owner.IsValueType
            ? Generic.Make<Leg>(typeof(StructMember<,>), [owner, value], member, steps)
            : Generic.Make<Leg>(typeof(ClassMember<>), [value], owner, member, steps);
    }

    private static TrackingFault FaultOf(MemberInfo member) =>
        member is MethodInfo ? TrackingFault.BadCall : TrackingFault.Path;

    /// <summary>A delegate to a getter or a method, or code that reads a field or fills in what is optional.</summary>
    private static Delegate Reader(Type kind, MemberInfo member, Type owner)
    {
        var method = member as MethodInfo ?? (member as PropertyInfo)?.GetMethod;
        if (method is not null && method.GetParameters().Length == 0) return method.CreateDelegate(kind);
        var it = Expression.Parameter(owner.IsValueType ? owner.MakeByRefType() : owner, "it");
        Expression read = method is null
            ? Expression.Field(it, (FieldInfo)member)
            : Expression.Call(it, method, method.GetParameters().Select(
                parameter => Expression.Constant(Methods.Default(parameter), parameter.ParameterType)));
        return Expression.Lambda(kind, read, it).Compile();
    }

    private static Misstep? SetMember(MemberInfo member, object container, object? value) => member is MethodInfo
        ? Misstep.Path($"{Members.NameOf(container.GetType(), member)}() is a method: its result cannot be set")
        : Members.Set(member, container, value);

    private sealed class ClassMember<TMember> : Leg<object, TMember>
    {
        private readonly MemberInfo _member;
        private readonly Func<object, TMember> _read;

        internal ClassMember(Type owner, MemberInfo member, int steps)
            : base(owner, Members.TypeOf(member))
        {
            (_member, Steps, OnThrow) = (member, steps, FaultOf(member));
            // The types were looked at: a delegate asks neither for what it is given nor for what it gives.
            _read = Unsafe.As<Func<object, TMember>>(Reader(
                typeof(Func<,>).MakeGenericType(owner, Members.TypeOf(member)), member, owner));
        }

        internal override object? Go(object container) => _read(container);

        internal override object? Read(object container, object? last) => typeof(TMember).IsValueType
            ? Sameness<TMember>.Keep(_read(container), last)
            : Sameness.Keep(_read(container), last);

        internal override bool TryRead(ref object container, out TMember value)
        {
            value = _read(container);
            return true;
        }

        internal override bool HasCode => _member is not MethodInfo;

        internal override void Write(PathCode code) => code.Read(_member);

        internal override Misstep WhyNot(object container) => throw new UnreachableException();

        internal override Misstep? Set(object container, object? value) => SetMember(_member, container, value);
    }

    private sealed class StructMember<TOwner, TMember> : Leg<TOwner, TMember>
        where TOwner : struct
    {
        private readonly MemberInfo _member;
        private readonly StructRead<TOwner, TMember> _read;

        internal StructMember(MemberInfo member, int steps)
            : base(typeof(TOwner), Members.TypeOf(member))
        {
            (_member, Steps, OnThrow) = (member, steps, FaultOf(member));
            _read = Unsafe.As<StructRead<TOwner, TMember>>(Reader(
                typeof(StructRead<,>).MakeGenericType(typeof(TOwner), Members.TypeOf(member)), member, typeof(TOwner)));
        }

        internal override bool TryRead(ref TOwner container, out TMember value)
        {
            value = _read(ref container);
            return true;
        }

        internal override bool HasCode => _member is not MethodInfo;

        internal override void Write(PathCode code) => code.Read(_member);

        internal override Misstep WhyNot(object container) => throw new UnreachableException();

        internal override Misstep? Set(object container, object? value) => SetMember(_member, container, value);
    }

    private sealed class ReflectedMember(Type owner, MemberInfo member) : Leg(owner, Members.TypeOf(member))
    {
        internal override object? Go(object container) => member switch
        {
            FieldInfo field => field.GetValue(container),
            PropertyInfo property => property.GetValue(container, BindingFlags.DoNotWrapExceptions, null, null, null),
            _ => Methods.Invoke((MethodInfo)member, container),
        };

        internal override Misstep WhyNot(object container) => throw new UnreachableException();

        internal override Misstep? Set(object container, object? value) => SetMember(member, container, value);
    }
}
