using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Timeline.Objects;

/// <summary>Teaches System.Text.Json the types that it does not know and this library looks into.</summary>
internal sealed class ViewConverterFactory(ObjectTree tree) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => SpecialTypes.Knows(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        RuntimeFeature.IsDynamicCodeSupported
            ? (JsonConverter)Activator.CreateInstance(
                typeof(ViewConverter<>).MakeGenericType(typeToConvert), tree, typeToConvert)!
            : new ViewConverter<object>(tree, typeToConvert);
}
