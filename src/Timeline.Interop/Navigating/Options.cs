using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using LanguageExt;
using Timeline.Objects;

namespace Timeline.Navigating;

/// <summary>Options: a step goes on from what one holds, as if that stood in its place.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = MemberLegs.AreKept)]
internal static class Options
{
    internal static bool Is(Type type) => FSharpTypes.IsOption(type) || (type.IsGenericType
        && type.GetGenericTypeDefinition() is var it && (it == typeof(Option<>) || it == typeof(Nullable<>)));

    /// <summary>What an option may hold.</summary>
    internal static Type Held(Type option) => option.GetGenericArguments()[0];

    /// <summary>An option of a type with something in it, or with nothing.</summary>
    internal static object? Make(Type option, object? held)
    {
        if (held is null) return option.IsValueType ? Activator.CreateInstance(option) : null;
        var maker = option.GetMethod("Some", BindingFlags.Static | BindingFlags.Public, [Held(option)])!;
        return maker.Invoke(null, [held]);
    }

    internal static Leg Open(Type type, bool isCompiled)
    {
        if (!type.IsValueType) return MemberLegs.Read(type, type.GetProperty("Value")!, isCompiled, 0);
        if (!isCompiled) return new ReflectedOption(type);
        var kind = FSharpTypes.IsOption(type) ? typeof(FSharpOption<,>)
            : type.GetGenericTypeDefinition() == typeof(Option<>) ? typeof(HeldOption<>)
            : typeof(HeldNullable<>);
        return kind == typeof(FSharpOption<,>)
            ? Generic.Make<Leg>(kind, [type, Held(type)])
            : Generic.Make<Leg>(kind, [Held(type)]);
    }

    private sealed class HeldNullable<T> : Opening<T?, T>
        where T : struct
    {
        internal override bool TryRead(ref T? container, out T value)
        {
            value = container.GetValueOrDefault();
            return container.HasValue;
        }
    }

    private sealed class HeldOption<T> : Opening<Option<T>, T>
    {
        internal override bool TryRead(ref Option<T> container, [MaybeNullWhen(false)] out T value)
        {
            value = container.IfNoneUnsafe(default(T)!);
            return container.IsSome;
        }
    }

    private sealed class FSharpOption<TOption, T> : Opening<TOption, T>
        where TOption : struct
    {
        private readonly StructRead<TOption, bool> _isSome =
            typeof(TOption).GetProperty("IsSome")!.GetMethod!.CreateDelegate<StructRead<TOption, bool>>();

        private readonly StructRead<TOption, T> _value =
            typeof(TOption).GetProperty("Value")!.GetMethod!.CreateDelegate<StructRead<TOption, T>>();

        internal override bool TryRead(ref TOption container, [MaybeNullWhen(false)] out T value)
        {
            var isSome = _isSome(ref container);
            value = isSome ? _value(ref container) : default;
            return isSome;
        }
    }

    /// <summary>A leg that takes no step.</summary>
    private abstract class Opening<TOption, T> : Leg<TOption, T>
    {
        private protected Opening()
            : base(typeof(TOption), typeof(T)) => Steps = 0;

        internal sealed override Misstep WhyNot(object container) => Misstep.Nothing;

        internal sealed override Misstep Set(object container, object? value) => Misstep.NeverChanges(Container);
    }

    private sealed class ReflectedOption : Leg
    {
        internal ReflectedOption(Type type)
            : base(type, Held(type)) => Steps = 0;

        internal override object? Go(object container) => container is IOptional option
            ? option.MatchUntypedUnsafe(held => held, () => Nowhere)
            : Container.GetProperty("IsSome")!.GetValue(container) is true
                ? Container.GetProperty("Value")!.GetValue(container)
                : Nowhere;

        internal override Misstep WhyNot(object container) => Misstep.Nothing;

        internal override Misstep Set(object container, object? value) => Misstep.NeverChanges(Container);
    }
}
