#version 330 core
// As stroke.frag, with gaps: u_dash holds lengths on, off, on, ... in pixels.

in float v_across;
in float v_along;
flat in float v_strength;
out vec4 o_colour;

uniform float u_half_width;
uniform vec4 u_colour;
uniform float u_dash[8];
uniform int u_dash_count;
uniform float u_dash_period;

void main()
{
    float offset = abs(v_across);
    float share = max(0.0, min(offset + 0.5, u_half_width) - max(offset - 0.5, -u_half_width));

    float at = mod(v_along, u_dash_period);
    float on = 0.0, begin = 0.0;
    for (int i = 0; i < u_dash_count; ++i) {
        float end = begin + u_dash[i];
        if ((i & 1) == 0) {
            // The dash's share of this pixel, and that of its copies one period before and after.
            for (int k = -1; k <= 1; ++k) {
                float shifted = at + float(k) * u_dash_period;
                on += max(0.0, min(shifted + 0.5, end) - max(shifted - 0.5, begin));
            }
        }
        begin = end;
    }
    o_colour = vec4(u_colour.rgb, u_colour.a * v_strength * share * min(on, 1.0));
}
