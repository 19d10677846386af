#version 330 core
// Antialiased by the share of the pixel's width that the line covers.

in float v_across;
flat in float v_strength;
out vec4 o_colour;

uniform float u_half_width;  // pixels
uniform vec4 u_colour;

void main()
{
    float offset = abs(v_across);
    float share = max(0.0, min(offset + 0.5, u_half_width) - max(offset - 0.5, -u_half_width));
    o_colour = vec4(u_colour.rgb, u_colour.a * v_strength * share);
}
