using System.Text.Json;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Parts of a JSON document: whether one is an object or an array it tells itself.</summary>
internal sealed class JsonContainer(bool isCompiled) : ObjectContainer(typeof(JsonElement), isCompiled)
{
    internal override Leg Go(PathStep step) => step.Kind switch
    {
        PathStepKind.Member => new EntryLeg<Entries.OfJson, JsonElement, string, JsonElement>(Type, step.Name),
        PathStepKind.Index => new Part(step),
        _ => base.Go(step),
    };

    private sealed class Part(PathStep step)
        : Leg<JsonElement, JsonElement>(typeof(JsonElement), typeof(JsonElement))
    {
        internal override bool TryRead(ref JsonElement container, out JsonElement value)
        {
            value = default;
            if (container.ValueKind != JsonValueKind.Array)
                return Entries.OfJson.TryGet(ref container, step.Name, out value);
            if (step.Index >= container.GetArrayLength()) return false;
            value = container[step.Index];
            return true;
        }

        internal override Misstep WhyNot(object container) => (JsonElement)container switch
        {
            { ValueKind: JsonValueKind.Array } it => Misstep.Outside(Container, step.Index, it.GetArrayLength()),
            { ValueKind: JsonValueKind.Object } => Misstep.NoKey(Container, step.Name),
            var it => Misstep.Index($"what is a {it.ValueKind} has no indexes"),
        };

        internal override Misstep Set(object container, object? value) => Misstep.NeverChanges(Container);
    }
}
